#pragma once

#include "parser/page.h"

namespace feedwitness::parser {

// One per era, each in the file of its name. parse.cpp asks them in the order of its table.
extern const Reader kLegacyReader;
extern const Reader kCometReader;
extern const Reader kTouchReader;
extern const Reader kBloksReader;
extern const Reader kMbasicReader;

}  // namespace feedwitness::parser
