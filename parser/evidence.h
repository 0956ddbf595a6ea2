#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/record.h"

// The one place where witnesses are heard. A reader lets every signal speak, with the weight that it deserves, and
// takes the verdict; whoever spoke is kept in Metadata::evidence, the losers too.
namespace feedwitness::parser {

// How far a signal is believed.
enum class Weight : std::uint8_t {
  hint,   // goes with the answer more often than not; never decides alone
  label,  // what the page writes for a person to read
  proof,  // what the site's own data say: a flag, an id, an instant
};

template <typename Value>
struct Statement {
  std::string_view signal;  // a stable name, a literal: "audience-icon"
  Value says{};
  Weight weight = Weight::hint;
};

// What the signals say about one field of one post. `Value` is Nature, Visibility, PublicationTime or std::string.
template <typename Value>
class Testimony {
 public:
  // `field` is the JSON name of the field, a literal.
  explicit Testimony(std::string_view field) : field_(field) {}

  void hear(std::string_view signal, Value says, Weight weight) {
    if (says_something(says)) statements_.push_back({signal, std::move(says), weight});
  }
  void hear(std::string_view signal, std::optional<Value> says, Weight weight) {
    if (says) hear(signal, *std::move(says), weight);
  }

  bool empty() const { return statements_.empty(); }

  // How much weight stands behind `value`; nullopt when nobody said it.
  std::optional<Weight> weight_of(const Value& value) const {
    std::optional<Weight> weight;
    for (const Statement<Value>& statement : statements_) {
      if (statement.says == value && (!weight || *weight < statement.weight)) weight = statement.weight;
    }
    return weight;
  }

  const std::vector<Statement<Value>>& statements() const { return statements_; }
  std::string_view field() const { return field_; }

 private:
  static bool says_something(Nature nature) { return nature != Nature::unknown; }
  static bool says_something(Visibility visibility) { return visibility != Visibility::unknown; }
  static bool says_something(const std::string& text) { return !text.empty(); }
  static bool says_something(const PublicationTime&) { return true; }

  std::string_view field_;
  std::vector<Statement<Value>> statements_;
};

// An advertisement is one when a label or a proof says so and no weightier one denies it; a hint alone makes it
// unknown. Organic needs a label or a proof that is not contradicted by an equal one. Else unknown: nature is never
// guessed.
Nature verdict(const Testimony<Nature>& testimony, std::vector<Evidence>& evidence);

// Fails closed: one witness for private is enough, whatever the others say. Public needs a label or a proof.
Visibility verdict(const Testimony<Visibility>& testimony, std::vector<Evidence>& evidence);

// The weightiest; among equals the most precise; among those the first that spoke. nullopt when nobody did.
std::optional<PublicationTime> verdict(const Testimony<PublicationTime>& testimony, std::vector<Evidence>& evidence);

// The weightiest, among equals the first that spoke; empty when nobody did.
std::string verdict(const Testimony<std::string>& testimony, std::vector<Evidence>& evidence);

// How much of a post was read: see Understanding.
Understanding understanding_of(const Metadata& metadata);

}  // namespace feedwitness::parser
