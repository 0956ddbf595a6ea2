#include "parser/locale.h"

namespace feedwitness::parser {

struct Locale::Data {
  std::string_view language;
};

namespace {

const Locale::Data kNone{};

}  // namespace

const Locale& Locale::of(std::string_view /*language*/) {
  static const Locale none{kNone};
  return none;
}

std::span<const Locale> Locale::all() { return {&of({}), 1}; }

std::string_view Locale::language() const { return data_->language; }

}  // namespace feedwitness::parser
