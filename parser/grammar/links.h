#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feedwitness::parser {

// Every question below takes an href as the page holds it, valid or not, absolute or relative, and answers for the
// place where it leads: l.php, its warning page and the address of a web archive are unwrapped first. Nothing throws.

// An address of the site, read as the thing it shows.
struct Permalink {
  std::string perma_link;  // canonical path with identifying parameters only: "/elpais/posts/10156260262981570"
  std::string type;        // the seed's fblinktype: posts, photo, videos, groups, events, notes, reel, share ...
  std::string post_id;     // digits or pfbid; empty when the address does not hold the post's id
  std::string owner;       // vanity name or id of the page, profile or group; empty when absent

  bool operator==(const Permalink&) const = default;
};

// True for an address of the site itself, whatever its host variant (www, web, m, mbasic, touch) or none at all.
bool is_site_address(std::string_view href);

// Reads an address that shows one post. nullopt for anything else: profiles, hashtags, stories, stubs ("?__cft__..."),
// ads/about. The path stays the site's own, percent-decoded as far as it stays unambiguous; of the query only what
// names the post is kept, and the site's synonyms are one (story.php is permalink.php, /photo/ is /photo.php).
std::optional<Permalink> read_permalink(std::string_view href);

// A publisher's address without tracking parameters: "https://www.facebook.com/elpais", ".../profile.php?id=N",
// ".../people/Name/N", ".../groups/G/user/U". Empty for what is no profile, page or group.
std::string profile_link(std::string_view href);

// The address outside the site that a link leads to: l.php unwrapped (up to three times), safe_image.php's `url` for
// pictures, fbclid dropped, the rest of the query kept. nullopt when the target is opaque ("u=AT..."), on the site, or
// not http(s).
std::optional<std::string> external_target(std::string_view href);

// True for a link through l.php whose target is an opaque token instead of an address.
bool is_opaque_link(std::string_view href);

// The value of one query parameter of the href itself (nothing is unwrapped), percent-decoded; nullopt when it is
// absent.
std::optional<std::string> query_parameter(std::string_view href, std::string_view name);

}  // namespace feedwitness::parser
