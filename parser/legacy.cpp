#include "parser/readers.h"

namespace feedwitness::parser {

namespace {

bool recognises(const Page& /*page*/) { return false; }

std::vector<NodeIndex> posts(const Page& /*page*/) { return {}; }

std::optional<Impression> read(const Page& /*page*/, NodeIndex /*post*/) { return std::nullopt; }

}  // namespace

const Reader kLegacyReader{Era::legacy, recognises, posts, read};

}  // namespace feedwitness::parser
