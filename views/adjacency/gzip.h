#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace feedwitness::views::adjacency {

// A gzip file (RFC 1952) whose bytes depend on nothing but what is added: no time, no name, no system in its header.
class Gzip {
 public:
  Gzip();
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  void add(std::string_view text);
  // The whole file; once, at the end.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace feedwitness::views::adjacency
