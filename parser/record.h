#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

// What the parser gives: the record of one post as a page showed it. This header is the whole contract between the
// parser and everyone after it (store, views); it knows no HTML.
//
// Unknown is never zero and never false: what the page does not show is std::nullopt, an empty string or `unknown`.
namespace feedwitness::parser {

// Raised whenever the same html would be read differently; stored with each metadata, so that `reparse` knows what is
// old.
inline constexpr int kParserVersion = 1;

// The generation of the site's markup that the page was written in.
enum class Era : std::uint8_t {
  unknown,
  legacy,  // desktop, 2013 to September 2020: hyperfeed stories, userContentWrapper, data-utime
  comet,   // desktop, May 2020 to today: atomic classes, ARIA map
  touch,   // m.facebook.com to about 2022: data-sigil, data-store
  mbasic,  // mbasic.facebook.com to about 2024: tables and data-ft
};

// Whether somebody paid for the post to be shown. `unknown` where the page does not say.
enum class Nature : std::uint8_t { unknown, organic, sponsored };

// The audience of the post. Whoever stores treats `unknown` as private: it fails closed.
enum class Visibility : std::uint8_t { unknown, public_post, private_post };

enum class Reaction : std::uint8_t { like, love, wow, haha, sad, angry, care };
inline constexpr std::size_t kReactionCount = 7;

// A number as the page shows it. "1.2K" is {1200, 100}: `precision` is the weight of the last digit shown, 1 when the
// number is exact. The site cuts rather than rounds ("2.8K" was 2876 in a page that shows both).
struct Count {
  std::int64_t value = 0;
  std::int64_t precision = 1;

  bool operator==(const Count&) const = default;
};

// When the post was published. `precision` is 1 s where the page holds the instant, else the width of what was read:
// "3 h" 1 hour, "8 November" 1 day; the true instant lies in [time, time + precision).
struct PublicationTime {
  Time time;
  std::chrono::seconds precision{1};

  bool operator==(const PublicationTime&) const = default;
};

// The link attachment ("opengraph" in the seed): the card under the text, of the post or of the original that it
// shares.
struct LinkCard {
  std::string type;       // fblinktype of the seed: "external", or the kind of an address on the site
  std::string link;       // the target, unwrapped from l.php, without fbclid
  bool is_valid = false;  // false where the page holds only an opaque token instead of an address; `link` is empty then
  std::string site_name;  // "elpais.com"
  std::string title;
  std::string description;

  bool operator==(const LinkCard&) const = default;
};

// The pictures of the post and of the original that it shares: no avatars, emoji, card previews or comment pictures.
struct Images {
  std::optional<int> count;           // nullopt: the page does not say how many ("+21" counts the hidden ones too)
  std::vector<std::string> captions;  // the automatic or written alternative texts, without "no description" phrases

  bool operator==(const Images&) const = default;
};

// The post that this one shares.
struct SharedPost {
  std::string source;       // its publisher, as shown
  std::string source_link;  // canonical, like Metadata::source_link
  std::string post_id;
  std::string perma_link;
  std::string text;
  std::optional<PublicationTime> publication_time;
  Visibility visibility = Visibility::unknown;

  bool operator==(const SharedPost&) const = default;
};

// One signal that spoke for a decision. `field` is the JSON name of the field it decided ("nature", "visibility",
// "publicationTime" ...), `signal` a stable name ("label-text", "ads-about-link", "audience-icon"), `says` what it
// spoke for ("sponsored", "public"). Signals that lost are kept too.
struct Evidence {
  std::string field;
  std::string signal;
  std::string says;

  bool operator==(const Evidence&) const = default;
};

// What the parser read from one html.
struct Metadata {
  Era era = Era::unknown;
  Nature nature = Nature::unknown;

  std::string source;          // name of the publisher: text of the header's first link
  std::string source_link;     // "https://www.facebook.com/..." without tracking parameters
  std::string source_id;       // the publisher's numeric id where the markup holds it
  std::string display_source;  // the whole header line: "El País added a new photo."
  std::string reason;          // the line above the post: "Ana and 3 others like this"

  std::string post_id;     // the platform's id, digits or pfbid
  std::string perma_link;  // path with identifying parameters only: "/elpais/posts/10156260262981570"
  std::string fblinktype;  // posts, photo, videos, groups, events ...; empty when there is no permalink
  std::string ad_id;       // the advertisement's id where the markup holds it
  std::optional<PublicationTime> publication_time;

  std::string text;               // the post's own text, one line per paragraph; no comments, no buttons
  std::optional<bool> truncated;  // true: the page cut the text ("See more")
  std::optional<LinkCard> card;
  Images images;
  std::optional<bool> video;           // the post holds a video
  std::optional<bool> video_autoplay;  // seed: videoautoplay; only where the markup says

  std::array<std::optional<Count>, kReactionCount> reactions;  // by Reaction
  std::optional<Count> reactions_total;
  std::optional<Count> comments;
  std::optional<Count> shares;

  std::optional<SharedPost> shared;
  std::vector<Evidence> evidence;

  bool operator==(const Metadata&) const = default;

  const std::optional<Count>& reaction(Reaction kind) const { return reactions[static_cast<std::size_t>(kind)]; }
  std::optional<Count>& reaction(Reaction kind) { return reactions[static_cast<std::size_t>(kind)]; }
};

// How well one post was understood.
enum class Understanding : std::uint8_t {
  unknown,  // it stands where a post stands, and nothing could be read
  partly,   // source or text is missing where a post has one
  understood,
};

// One post at one order of one page.
struct Impression {
  int order = 0;  // 1-based, as the page orders its posts
  Visibility visibility = Visibility::unknown;
  Understanding understanding = Understanding::unknown;
  Metadata metadata;
  // The post's markup by itself, from which parse() reads the same again: its subtree without comments, scripts and
  // styles, and the elements elsewhere in the page that its labels refer to. Empty unless Context::with_html.
  std::string html;
};

// Everything read from one page or fragment.
struct Feed {
  Era era = Era::unknown;
  std::string language;  // of the interface: "en", "pt", "zh-Hant"; empty when the page does not say
  std::string position;  // "feed", "page", "profile", "group", "permalink", "search"; empty when it cannot be told
  std::vector<Impression> impressions;
};

// The names that every door prints: "legacy", "sponsored", "public", "LIKE" (the seed writes reactions in capitals).
std::string_view name_of(Era era);
std::string_view name_of(Nature nature);
std::string_view name_of(Visibility visibility);
std::string_view name_of(Reaction reaction);

// The seed's `texts`: the lines of the own text, then the card's title and description, each once.
std::vector<std::string> texts_of(const Metadata& metadata);

// The seed's `textsize`: how many characters a person sees in texts_of() joined by line feeds (grapheme clusters,
// Unicode UAX #29). 0 when there is no text.
std::int64_t textsize_of(const Metadata& metadata);

}  // namespace feedwitness::parser
