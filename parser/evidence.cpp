#include "parser/evidence.h"

#include "base/time.h"

namespace feedwitness::parser {
namespace {

std::string in_words(Nature nature) { return std::string(name_of(nature)); }
std::string in_words(Visibility visibility) { return std::string(name_of(visibility)); }
std::string in_words(const PublicationTime& time) { return format_time(time.time); }
std::string in_words(const std::string& text) { return text; }

template <typename Value>
void keep(const Testimony<Value>& testimony, std::vector<Evidence>& evidence) {
  for (const Statement<Value>& statement : testimony.statements()) {
    evidence.push_back({std::string(testimony.field()), std::string(statement.signal), in_words(statement.says)});
  }
}

}  // namespace

Nature verdict(const Testimony<Nature>& testimony, std::vector<Evidence>& evidence) {
  keep(testimony, evidence);
  const std::optional<Weight> paid = testimony.weight_of(Nature::sponsored);
  const std::optional<Weight> free = testimony.weight_of(Nature::organic);
  if (paid >= Weight::label) return !free || *paid >= *free ? Nature::sponsored : Nature::unknown;
  return free >= Weight::label ? Nature::organic : Nature::unknown;
}

Visibility verdict(const Testimony<Visibility>& testimony, std::vector<Evidence>& evidence) {
  keep(testimony, evidence);
  if (testimony.weight_of(Visibility::private_post)) return Visibility::private_post;
  return testimony.weight_of(Visibility::public_post) >= Weight::label ? Visibility::public_post : Visibility::unknown;
}

std::optional<PublicationTime> verdict(const Testimony<PublicationTime>& testimony, std::vector<Evidence>& evidence) {
  keep(testimony, evidence);
  const Statement<PublicationTime>* best = nullptr;
  for (const Statement<PublicationTime>& statement : testimony.statements()) {
    if (best == nullptr || best->weight < statement.weight ||
        (best->weight == statement.weight && statement.says.precision < best->says.precision)) {
      best = &statement;
    }
  }
  return best == nullptr ? std::nullopt : std::optional(best->says);
}

std::string verdict(const Testimony<std::string>& testimony, std::vector<Evidence>& evidence) {
  keep(testimony, evidence);
  const auto best = std::max_element(testimony.statements().begin(), testimony.statements().end(),
                                     [](const auto& one, const auto& other) { return one.weight < other.weight; });
  return best == testimony.statements().end() ? std::string() : best->says;
}

Understanding understanding_of(const Metadata& metadata) {
  const bool shows_something = !metadata.text.empty() || metadata.card || metadata.images.count.value_or(0) > 0 ||
                               metadata.video.value_or(false) || metadata.shared;
  if (!metadata.source.empty() && shows_something) return Understanding::understood;
  const bool has_address = !metadata.post_id.empty() || !metadata.perma_link.empty();
  return !metadata.source.empty() || shows_something || has_address ? Understanding::partly : Understanding::unknown;
}

}  // namespace feedwitness::parser
