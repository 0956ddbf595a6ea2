#include "parser/grammar/links.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "parser/grammar/address.h"

namespace feedwitness::parser {
namespace {

constexpr std::string_view kSite = "https://www.facebook.com";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// The host variants that serve timelines. Others (apps, developers, about ...) serve other things at the same paths.
bool is_timeline_host(std::string_view host) {
  static constexpr std::array<std::string_view, 12> kVariants{"www",    "web", "m", "mbasic", "touch",    "mobile",
                                                              "mtouch", "d",   "x", "free",   "business", "beta"};
  if (host.empty() || equal_ignoring_case(host, "facebook.com") || equal_ignoring_case(host, "fb.com")) return true;
  if (!is_site_host(host)) return false;
  const std::string_view variant = host.substr(0, host.find('.'));
  const bool language = variant.size() == 5 && variant[2] == '-';  // es-la, en-gb
  return language || std::any_of(kVariants.begin(), kVariants.end(),
                                 [variant](std::string_view known) { return equal_ignoring_case(known, variant); });
}

// First path pieces that are the site's own, so never the name of a publisher.
// clang-format off
constexpr std::array kReserved = std::to_array<std::string_view>({
    "a", "about", "about_ads", "account", "ad_campaign", "ads", "ajax", "allactivity", "api", "apps",
    "audience_network", "badges", "bookmarks", "browse", "bugnub", "business", "campaign", "careers", "checkpoint",
    "comment", "commerce", "communitystandards", "composer", "connect", "cookie", "create", "dialog", "directory",
    "discover", "donate", "events", "feed", "find-friends", "flx", "friends", "fundraisers", "games", "gaming",
    "groups", "hashtag", "help", "home", "identity", "instantgames", "intl", "jobs", "joins", "language", "latest",
    "legal", "lists", "lite", "live", "login", "logout", "marketplace", "me", "media", "memories", "messages",
    "messenger_media", "mobile", "n", "nfx", "notes", "notifications", "nt", "offers", "onthisday", "pages",
    "payments_terms", "people", "permalink", "pg", "photo", "photos", "places", "plugins", "pokes", "policies",
    "policy", "privacy", "profile", "public", "r", "reaction", "reactions", "recover", "reel", "reels", "reg",
    "review", "save", "saved", "search", "security", "settings", "share", "sharer", "shares", "shops", "signup",
    "stickers", "stories", "story", "support", "survey", "surveys", "terms", "timeline", "topic", "tr",
    "translations", "ufi", "video", "videos", "watch", "weather", "whitehat"});
// clang-format on
static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));

bool is_reserved(std::string_view piece) { return std::binary_search(kReserved.begin(), kReserved.end(), piece); }

// A vanity name or an id: letters of any script, digits, dots, dashes, underscores.
bool is_owner(std::string_view piece) {
  if (piece.empty() || piece.front() == '.' || piece.ends_with(".php") || is_reserved(piece)) return false;
  return std::all_of(piece.begin(), piece.end(), [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == '_' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
  });
}

// "5990461874967613", "5990461874967613:9" (an old substory), "pfbid02abc..."; gives the id or an empty view.
std::string_view post_id_in(std::string_view piece) {
  if (piece.starts_with("pfbid")) {
    return piece.size() > 10 && std::all_of(piece.begin(), piece.end(), is_alphanumeric) ? piece : std::string_view{};
  }
  const std::string_view id = piece.substr(0, piece.find(':'));
  const bool sound = all_digits(id) && (id.size() == piece.size() || all_digits(piece.substr(id.size() + 1)));
  return sound ? id : std::string_view{};
}

// "a.470662581852118", "pcb.590182", "gm.7", "vb.123"
bool is_set(std::string_view piece) {
  const std::size_t dot = piece.find('.');
  return dot != std::string_view::npos && dot != 0 && dot + 1 < piece.size();
}

// One way in which the site addresses a post. In `path` and `query`:
//   {owner}  name or id of a publisher        {post}  the id
//   {set}    "a.ALBUM", "pcb.POST", ...       {any}   one piece of whatever kind: a slug, a code, a story token
// `canonical` is how it is written down; empty: the path as it stands.
struct Form {
  std::string_view path;
  std::string_view query;
  std::string_view type;
  std::string_view canonical;
  std::ptrdiff_t pieces = std::count(path.begin(), path.end(), '/');
};
constexpr std::array kForms{
    Form{"permalink.php", "story_fbid={any}&id={owner}", "posts", "/permalink.php?story_fbid={any}&id={owner}"},
    Form{"story.php", "story_fbid={any}&id={owner}", "posts", "/permalink.php?story_fbid={any}&id={owner}"},
    Form{"groups/{owner}/permalink/{post}", "", "groups", ""},
    Form{"groups/{owner}/posts/{post}", "", "groups", ""},
    Form{"groups/{owner}/posts/{any}/{post}", "", "groups", ""},
    Form{"groups/{owner}/{post}", "", "groups", ""},
    Form{"groups/{owner}", "view=permalink&id={post}", "groups", "/groups/{owner}/permalink/{post}"},
    Form{"groups/{owner}", "multi_permalinks={post}", "groups", "/groups/{owner}/permalink/{post}"},
    Form{"events/{any}/permalink/{post}", "", "events", ""},
    Form{"events/{post}", "", "events", ""},
    Form{"events/{any}/{post}", "", "events", ""},
    Form{"events/s/{any}/{post}", "", "events", ""},
    Form{"photo.php", "fbid={post}", "photo", "/photo.php?fbid={post}"},
    Form{"photo", "fbid={post}", "photo", "/photo.php?fbid={post}"},
    Form{"watch", "v={post}", "videos", "/watch?v={post}"},
    Form{"watch/live", "v={post}", "videos", "/watch?v={post}"},
    Form{"video.php", "v={post}", "videos", "/watch?v={post}"},
    Form{"video/video.php", "v={post}", "videos", "/watch?v={post}"},
    Form{"reel/{post}", "", "reel", ""},
    Form{"share/{any}", "", "share", ""},
    Form{"share/{any}/{any}", "", "share", ""},
    Form{"media/set", "set={set}", "album", "/media/set?set={set}"},
    Form{"notes/{owner}/{any}/{post}", "", "notes", ""},
    Form{"notes/{owner}/{post}", "", "notes", ""},
    Form{"notes/{post}", "", "notes", ""},
    Form{"donate/{post}", "", "donate", ""},
    Form{"donate/{owner}/{post}", "", "donate", ""},
    Form{"commerce/listing/{post}", "", "commerce", ""},
    Form{"marketplace/item/{post}", "", "marketplace", ""},
    Form{"{owner}/posts/{post}", "", "posts", ""},
    Form{"{owner}/posts/{any}/{post}", "", "posts", ""},
    Form{"{owner}/activity/{post}", "", "posts", ""},
    Form{"{owner}/photos/{post}", "", "photo", ""},
    Form{"{owner}/photos/{set}/{post}", "", "photo", ""},
    Form{"{owner}/videos/{post}", "", "videos", ""},
    Form{"{owner}/videos/{set}/{post}", "", "videos", ""},
    Form{"{owner}/videos/{any}/{post}", "", "videos", ""},
    Form{"{owner}/reel/{post}", "", "reel", ""},
    Form{"{owner}/notes/{any}/{post}", "", "notes", ""},
};

// What a form's placeholders stood for; encoded views into the address.
struct Captured {
  std::string_view owner;
  std::string_view post;
  std::string_view set;
  std::string_view any;
};

bool captures(std::string_view pattern, std::string_view piece, Captured& captured) {
  if (!pattern.starts_with('{')) return pattern == piece;
  if (pattern == "{owner}") {
    captured.owner = piece;  // is judged last: it costs most
    return !piece.empty();
  }
  if (pattern == "{post}") {
    captured.post = piece;
    return !post_id_in(piece).empty();
  }
  if (pattern == "{set}") {
    captured.set = piece;
    return is_set(piece);
  }
  captured.any = piece;
  return !piece.empty();
}

bool path_fits(std::string_view pattern, std::string_view path, Captured& captured) {
  while (!pattern.empty()) {
    if (path.empty() || !captures(take_piece(pattern, '/'), take_piece(path, '/'), captured)) return false;
  }
  if (!path.empty()) return false;
  return captured.owner.empty() || is_owner(captured.owner);
}

bool query_fits(std::string_view pattern, std::string_view query, Captured& captured) {
  while (!pattern.empty()) {
    const std::string_view name = take_piece(pattern, '=');
    if (!captures(take_piece(pattern, '&'), encoded_parameter(query, name), captured)) return false;
  }
  return captured.owner.empty() || is_owner(captured.owner);
}

std::string filled(std::string_view canonical, const Captured& captured) {
  std::string out;
  while (!canonical.empty()) {
    out += take_piece(canonical, '{');
    const std::string_view name = take_piece(canonical, '}');
    if (name == "owner") append_canonical(out, captured.owner);
    if (name == "post") append_canonical(out, captured.post);
    if (name == "set") append_canonical(out, captured.set);
    if (name == "any") append_canonical(out, captured.any);
  }
  return out;
}

std::string canonical_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    out += '/';
    append_canonical(out, take_piece(path, '/'));
  }
  return out;
}

// A page's path without its first slash and without those at its end, in its one spelling; empty where no timeline is
// served. `decoded` holds it when it is not the address's own.
std::string_view timeline_path(const Address& address, std::string& decoded) {
  std::string_view path = address.path;
  while (path.ends_with('/')) path.remove_suffix(1);
  if (!address.page || !path.starts_with('/') || !is_timeline_host(address.host)) return {};
  path.remove_prefix(1);
  if (path.find('%') == std::string_view::npos) return path;
  decoded = canonical_path(path);
  return std::string_view{decoded}.substr(1);
}

// A photo's or video's set can name the post that holds it: "pcb." by a publisher, "gm." in a group.
std::string_view post_id_of(const Captured& captured) {
  for (const std::string_view prefix : {std::string_view{"pcb."}, std::string_view{"gm."}}) {
    if (captured.set.starts_with(prefix) && all_digits(captured.set.substr(prefix.size()))) {
      return captured.set.substr(prefix.size());
    }
  }
  return post_id_in(captured.post.empty() ? captured.any : captured.post);
}

Permalink permalink_of(const Form& form, std::string_view path, const Captured& captured) {
  Permalink link;
  link.perma_link = form.canonical.empty() ? canonical_path(path) : filled(form.canonical, captured);
  link.type = form.type;
  if (form.type != "share") link.post_id = post_id_of(captured);
  append_canonical(link.owner, captured.owner);
  return link;
}

}  // namespace

bool is_site_address(std::string_view href) {
  const Target target{href};
  const Address& address = target.address();
  if (!address.page || !is_site_host(address.host)) return false;
  return !address.host.empty() || !address.path.empty() || !address.query.empty() || !address.fragment.empty();
}

std::optional<Permalink> read_permalink(std::string_view href) {
  const Target target{href};
  std::string decoded;
  const std::string_view path = timeline_path(target.address(), decoded);
  if (path.empty()) return std::nullopt;
  const std::ptrdiff_t pieces = std::count(path.begin(), path.end(), '/');
  for (const Form& form : kForms) {
    Captured captured;
    if (form.pieces != pieces) continue;
    if (!path_fits(form.path, path, captured) || !query_fits(form.query, target.address().query, captured)) continue;
    if (captured.set.empty()) captured.set = encoded_parameter(target.address().query, "set");
    return permalink_of(form, path, captured);
  }
  return std::nullopt;
}

std::string profile_link(std::string_view href) {
  static constexpr std::array<std::string_view, 7> kProfiles{
      "{owner}",        "people/{any}/{post}",        "pages/{any}/{post}", "pages/category/{any}/{any}",
      "groups/{owner}", "groups/{owner}/user/{post}", "pg/{owner}"};
  const Target target{href};
  std::string decoded;
  const std::string_view path = timeline_path(target.address(), decoded);
  if (path.empty()) return {};
  if (path == "profile.php") {
    const std::string_view id = encoded_parameter(target.address().query, "id");
    return all_digits(id) ? std::string{kSite} + "/profile.php?id=" + std::string{id} : std::string{};
  }
  for (const std::string_view profile : kProfiles) {
    Captured captured;
    if (path_fits(profile, path, captured)) return std::string{kSite} + canonical_path(path);
  }
  return {};
}

std::optional<std::string> external_target(std::string_view href) {
  const Target target{href};
  const Address& address = target.address();
  if (target.is_opaque() || target.is_wrapped()) return std::nullopt;
  if (!address.page || address.host.empty() || is_site_host(address.host)) return std::nullopt;

  const auto append = [](std::string& out, std::string_view text) {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') {
        append_encoded(out, c);
      } else {
        out += c;
      }
    }
  };
  std::string out{equal_ignoring_case(address.scheme, "http") ? "http://" : "https://"};
  append(out, address.authority);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  append(out, address.path);
  char separator = '?';
  for (std::string_view query = address.query; !query.empty();) {
    const std::string_view pair = take_piece(query, '&');
    if (pair.empty() || pair == "fbclid" || pair.starts_with("fbclid=")) continue;
    out += separator;
    append(out, pair);
    separator = '&';
  }
  append(out, address.fragment);
  return out;
}

bool is_opaque_link(std::string_view href) { return Target{href}.is_opaque(); }

std::optional<std::string> query_parameter(std::string_view href, std::string_view name) {
  const std::string_view value = encoded_parameter(split_address(href).query, name);
  if (value.data() == nullptr) return std::nullopt;
  return decoded_parameter(value);
}

}  // namespace feedwitness::parser
