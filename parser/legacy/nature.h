#pragma once

#include "parser/legacy/landmarks.h"
#include "parser/legacy/subtitle.h"
#include "parser/page.h"
#include "parser/record.h"

namespace feedwitness::parser::legacy {

// Whether somebody paid for the post. From 2014 on an advertisement bears a label instead of a time; from 2018 its
// letters are split and mixed, and organic posts carry the same slot, empty or hidden. So the site's own accounting in
// the links comes first, and a label counts in full only where no time stands.
// An id of an advertisement, when one was read, is a witness too. The evidence is added to the metadata.
Nature nature_of(const Page& page, const Landmarks& landmarks, const SubtitleId& subtitle, Metadata& metadata);

}  // namespace feedwitness::parser::legacy
