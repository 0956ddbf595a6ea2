#include "views/link.h"

#include <algorithm>

namespace feedwitness::views {

std::string encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-._~,:()";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (is_plain || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      ((out += '%') += kHex[byte / 16]) += kHex[byte % 16];
    }
  }
  return out;
}

Link::Link(const Links& links, std::string_view path) : text_{links.address}, token_{links.token} {
  constexpr std::string_view kGraph = "/graph";
  if (!links.version.empty() && path.starts_with(kGraph)) {
    text_.append(kGraph).append("/").append(links.version);
    path.remove_prefix(kGraph.size());
  }
  text_ += path;
}

Link& Link::add(std::string_view name, std::string_view value) {
  text_ += has_query_ ? '&' : '?';
  has_query_ = true;
  text_.append(name).append("=").append(encoded(value));
  return *this;
}

Link& Link::add(const View& view, const Question& question, std::initializer_list<std::string_view> without) {
  for (const Parameter& parameter : view.parameters) {
    const std::string_view value = question.text(parameter.name);
    const bool is_left_out = std::find(without.begin(), without.end(), parameter.name) != without.end();
    if (!is_left_out && !value.empty() && value != parameter.standard) add(parameter.name, value);
  }
  return *this;
}

std::string Link::text() const {
  if (token_.empty()) return text_;
  Link whole = *this;
  return whole.add("access_token", token_).text_;
}

}  // namespace feedwitness::views
