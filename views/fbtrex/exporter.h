#pragma once

#include "views/view.h"

namespace feedwitness::views::fbtrex {

// personal/$token/exporter of the fbtrex API, docs/fbtrex.md: everything the supporter owns, oldest first, as JSON
// Lines: a line {"kind":"export",...}, then one each of kind supporter, consent, timeline and impression (private ones
// too, with order and time only). Parameters: html=true adds each impression's html; format=json gives one JSON
// document instead,
// {"export":{...},"supporter":{...},"consent":{...}|null,"timelines":[...],"impressions":[...]}.
extern const View kExporter;

}  // namespace feedwitness::views::fbtrex
