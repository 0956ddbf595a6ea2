#include "parser/links.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

// Hrefs are split by hand: half of the site's own are no valid URLs ("?__cft__[0]=..."), and a strict parser refuses
// them.
namespace feedwitness::parser {
namespace {

constexpr std::string_view kSite = "https://www.facebook.com";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z'); }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool ends_with_domain(std::string_view host, std::string_view domain) {
  if (host.size() < domain.size() || !equal_ignoring_case(host.substr(host.size() - domain.size()), domain))
    return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Takes one byte off the front of percent-encoded text. A '%' that starts no code stands for itself.
char take_decoded(std::string_view& text) {
  if (text.size() >= 3 && text[0] == '%' && hex_value(text[1]) >= 0 && hex_value(text[2]) >= 0) {
    const int value = hex_value(text[1]) * 16 + hex_value(text[2]);
    text.remove_prefix(3);
    return static_cast<char>(static_cast<unsigned char>(value));
  }
  const char c = text.front();
  text.remove_prefix(1);
  return c;
}

std::string decoded_parameter(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool plus = text.front() == '+';
    const char c = take_decoded(text);
    out += plus ? ' ' : c;
  }
  return out;
}

bool is_name(std::string_view encoded, std::string_view name) {
  while (!encoded.empty() && !name.empty()) {
    if (take_decoded(encoded) != name.front()) return false;
    name.remove_prefix(1);
  }
  return encoded.empty() && name.empty();
}

void append_encoded(std::string& out, char c) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4U];
  out += kHex[byte & 15U];
}

// The one spelling of a path segment or of an id: decoded, except what would change the address's structure.
void append_canonical(std::string& out, std::string_view encoded) {
  while (!encoded.empty()) {
    const char c = take_decoded(encoded);
    const bool structural = static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '/' || c == '?' || c == '#' ||
                            c == '%' || c == '&' || c == '"' || c == '<' || c == '>' || c == '\\';
    if (structural) {
      append_encoded(out, c);
    } else {
      out += c;
    }
  }
}

// An href in its parts; views into it. A relative one has an empty host.
struct Address {
  bool http = false;  // http, https or relative: something that can be a page
  std::string_view scheme;
  std::string_view host;
  std::string_view path;
  std::string_view query;
  std::string_view fragment;
};

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Cuts `text` at the first of `stops` and gives what stood before it; the stop itself stays at the front of `text`.
std::string_view take_until(std::string_view& text, std::string_view stops) {
  // By hand: find_first_of() calls memchr for every letter, and addresses are most of what a page is asked for.
  std::size_t end = 0;
  const auto is_stop = [&](char c) {
    return std::any_of(stops.begin(), stops.end(), [c](char stop) { return stop == c; });
  };
  while (end < text.size() && !is_stop(text[end])) ++end;
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

// The scheme that an href starts with, without its colon; empty for a relative one.
std::string_view scheme_of(std::string_view href) {
  const std::size_t colon = href.find_first_of(":/?#");
  if (colon == std::string_view::npos || href[colon] != ':' || colon == 0 || is_digit(href[0])) return {};
  const std::string_view scheme = href.substr(0, colon);
  const bool sound =
      std::all_of(scheme.begin(), scheme.end(), [](char c) { return is_alphanumeric(c) || c == '+' || c == '-'; });
  return sound ? scheme : std::string_view{};
}

Address split(std::string_view href) {
  href = trimmed(href);
  Address address;
  address.scheme = scheme_of(href);
  address.http = address.scheme.empty() || equal_ignoring_case(address.scheme, "http") ||
                 equal_ignoring_case(address.scheme, "https");
  if (!address.http) return address;
  if (!address.scheme.empty()) href.remove_prefix(address.scheme.size() + 1);
  if (href.substr(0, 2) == "//") {
    href.remove_prefix(2);
    std::string_view authority = take_until(href, "/?#");
    authority.remove_prefix(authority.find('@') + 1);  // npos + 1 is 0
    address.host = take_until(authority, ":");
  }
  if (!address.scheme.empty() && address.host.empty()) address.http = false;
  address.path = take_until(href, "?#");
  if (!href.empty() && href.front() == '?') {
    href.remove_prefix(1);
    address.query = take_until(href, "#");
  }
  address.fragment = href;
  return address;
}

// The encoded value of a parameter; a null view when it is absent.
std::string_view encoded_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    std::string_view pair = take_until(query, "&");
    if (!query.empty()) query.remove_prefix(1);
    const std::string_view key = take_until(pair, "=");
    if (is_name(key, name)) return pair.empty() ? std::string_view{""} : pair.substr(1);
  }
  return {};
}

bool is_site_host(std::string_view host) {
  return host.empty() || ends_with_domain(host, "facebook.com") || ends_with_domain(host, "fb.com");
}

bool leads_to_site(const Address& address) {
  if (!address.http || !is_site_host(address.host)) return false;
  return !address.host.empty() || !address.path.empty() || !address.query.empty() || !address.fragment.empty();
}

// --- wrappers -----------------------------------------------------------------------------------------------------

// Addresses that carry another one in a parameter.
struct Wrapper {
  std::string_view path_end;
  std::string_view parameter;
};
constexpr std::array kWrappers{
    Wrapper{"/l.php", "u"},
    Wrapper{"/flx/warn", "u"},
    Wrapper{"/safe_image.php", "url"},
};
constexpr int kDeepestWrap = 3;

bool is_wrapper_host(std::string_view host) { return is_site_host(host) || ends_with_domain(host, "fbcdn.net"); }

const Wrapper* wrapper_of(const Address& address) {
  if (!address.http || !is_wrapper_host(address.host)) return nullptr;
  std::string_view path = address.path;
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  const auto* found = std::find_if(kWrappers.begin(), kWrappers.end(),
                                   [path](const Wrapper& wrapper) { return path.ends_with(wrapper.path_end); });
  return found == kWrappers.end() ? nullptr : found;
}

// "web.archive.org/web/20180402190832/https://www.facebook.com/..." and "archive.today/o/AbCdE/https://...": what saved
// pages of those services make of every href. Gives the address inside, or an empty view.
std::string_view inside_archive(const Address& address, std::string_view href) {
  static constexpr std::array<std::string_view, 8> kArchives{"archive.org", "archive.today", "archive.ph",
                                                             "archive.is",  "archive.li",    "archive.vn",
                                                             "archive.fo",  "archive.md"};
  if (address.host.empty() || std::none_of(kArchives.begin(), kArchives.end(), [&](std::string_view archive) {
        return ends_with_domain(address.host, archive);
      })) {
    return {};
  }
  const std::size_t http = href.find("/http", address.scheme.size() + 3);
  return http == std::string_view::npos ? std::string_view{} : href.substr(http + 1);
}

// Where a link leads. `text` owns what `address` views, unless the link was not wrapped at all.
struct Target {
  std::string text;
  Address address;
  bool opaque = false;  // wrapped, and what is inside is no address
};

bool is_address(std::string_view text) {
  const Address address = split(text);
  return address.http && (!address.host.empty() || address.path.starts_with('/'));
}

// Fills `target` in place, so that its views stay valid.
void follow(std::string_view href, Target& target) {
  href = trimmed(href);
  target.address = split(href);
  if (const std::string_view archived = inside_archive(target.address, href); !archived.empty()) {
    target.address = split(archived);
  }
  for (int depth = 0; depth < kDeepestWrap; ++depth) {
    const Wrapper* wrapper = wrapper_of(target.address);
    if (wrapper == nullptr) return;
    std::string inside = decoded_parameter(encoded_parameter(target.address.query, wrapper->parameter));
    target.opaque = !is_address(inside);
    if (target.opaque) return;
    target.text = std::move(inside);
    target.address = split(target.text);
  }
}

// --- addresses of the site -----------------------------------------------------------------------------------------

// The host variants that serve timelines. Others (apps, developers, about ...) serve other things at the same paths.
bool is_timeline_host(std::string_view host) {
  static constexpr std::array<std::string_view, 12> kVariants{"www",    "web", "m", "mbasic", "touch",    "mobile",
                                                              "mtouch", "d",   "x", "free",   "business", "beta"};
  if (host.empty()) return true;
  const std::size_t dot = host.find('.');
  if (equal_ignoring_case(host, "facebook.com") || equal_ignoring_case(host, "fb.com")) return true;
  if (!is_site_host(host) || dot == std::string_view::npos) return false;
  const std::string_view variant = host.substr(0, dot);
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

// One way in which the site addresses a post. In `path` and `query`:
//   {owner}  name or id of a publisher        {post}  the id
//   {set}    "a.ALBUM", "pcb.POST", ...       {any}   one piece of whatever kind: a slug, a code, a story token
// `canonical` is how it is written down; empty: the path as it stands.
struct Form {
  std::string_view path;
  std::string_view query;
  std::string_view type;
  std::string_view canonical;
};
constexpr std::array kForms{
    Form{"/permalink.php", "story_fbid={any}&id={owner}", "posts", "/permalink.php?story_fbid={any}&id={owner}"},
    Form{"/story.php", "story_fbid={any}&id={owner}", "posts", "/permalink.php?story_fbid={any}&id={owner}"},
    Form{"/groups/{owner}/permalink/{post}", "", "groups", ""},
    Form{"/groups/{owner}/posts/{post}", "", "groups", ""},
    Form{"/groups/{owner}/posts/{any}/{post}", "", "groups", ""},
    Form{"/groups/{owner}/{post}", "", "groups", ""},
    Form{"/groups/{owner}", "view=permalink&id={post}", "groups", "/groups/{owner}/permalink/{post}"},
    Form{"/groups/{owner}", "multi_permalinks={post}", "groups", "/groups/{owner}/permalink/{post}"},
    Form{"/events/{any}/permalink/{post}", "", "events", ""},
    Form{"/events/{post}", "", "events", ""},
    Form{"/events/{any}/{post}", "", "events", ""},
    Form{"/events/s/{any}/{post}", "", "events", ""},
    Form{"/photo.php", "fbid={post}", "photo", "/photo.php?fbid={post}"},
    Form{"/photo", "fbid={post}", "photo", "/photo.php?fbid={post}"},
    Form{"/watch", "v={post}", "videos", "/watch?v={post}"},
    Form{"/watch/live", "v={post}", "videos", "/watch?v={post}"},
    Form{"/video.php", "v={post}", "videos", "/watch?v={post}"},
    Form{"/video/video.php", "v={post}", "videos", "/watch?v={post}"},
    Form{"/reel/{post}", "", "reel", ""},
    Form{"/share/{any}", "", "share", ""},
    Form{"/share/{any}/{any}", "", "share", ""},
    Form{"/media/set", "set={set}", "album", "/media/set?set={set}"},
    Form{"/notes/{owner}/{any}/{post}", "", "notes", ""},
    Form{"/notes/{owner}/{post}", "", "notes", ""},
    Form{"/notes/{post}", "", "notes", ""},
    Form{"/donate/{post}", "", "donate", ""},
    Form{"/donate/{owner}/{post}", "", "donate", ""},
    Form{"/commerce/listing/{post}", "", "commerce", ""},
    Form{"/marketplace/item/{post}", "", "marketplace", ""},
    Form{"/{owner}/posts/{post}", "", "posts", ""},
    Form{"/{owner}/posts/{any}/{post}", "", "posts", ""},
    Form{"/{owner}/activity/{post}", "", "posts", ""},
    Form{"/{owner}/photos/{post}", "", "photo", ""},
    Form{"/{owner}/photos/{set}/{post}", "", "photo", ""},
    Form{"/{owner}/videos/{post}", "", "videos", ""},
    Form{"/{owner}/videos/{set}/{post}", "", "videos", ""},
    Form{"/{owner}/videos/{any}/{post}", "", "videos", ""},
    Form{"/{owner}/reel/{post}", "", "reel", ""},
    Form{"/{owner}/notes/{any}/{post}", "", "notes", ""},
};

// What a form's placeholders stood for; encoded views into the address.
struct Captured {
  std::string_view owner;
  std::string_view post;
  std::string_view set;
  std::string_view any;
};

// "a.470662581852118", "pcb.590182", "gm.7", "vb.123"
bool is_set(std::string_view piece) {
  const std::size_t dot = piece.find('.');
  return dot != std::string_view::npos && dot != 0 && dot + 1 < piece.size();
}

bool captures(std::string_view pattern, std::string_view piece, Captured& captured) {
  if (pattern.front() != '{') return pattern == piece;
  if (pattern == "{owner}") {
    captured.owner = piece;
    return is_owner(piece);
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
  while (!pattern.empty() && !path.empty()) {
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    const std::string_view expected = take_until(pattern, "/");
    if (!captures(expected, take_until(path, "/"), captured)) return false;
  }
  return pattern.empty() && path.empty();
}

bool query_fits(std::string_view pattern, std::string_view query, Captured& captured) {
  while (!pattern.empty()) {
    const std::string_view name = take_until(pattern, "=");
    pattern.remove_prefix(1);
    const std::string_view expected = take_until(pattern, "&");
    if (!pattern.empty()) pattern.remove_prefix(1);
    if (!captures(expected, encoded_parameter(query, name), captured)) return false;
  }
  return true;
}

std::string filled(std::string_view canonical, const Captured& captured) {
  std::string out;
  while (!canonical.empty()) {
    out += take_until(canonical, "{");
    const std::string_view name = take_until(canonical, "}");
    if (!canonical.empty()) canonical.remove_prefix(1);
    if (name == "{owner") append_canonical(out, captured.owner);
    if (name == "{post") append_canonical(out, captured.post);
    if (name == "{set") append_canonical(out, captured.set);
    if (name == "{any") append_canonical(out, captured.any);
  }
  return out;
}

std::string canonical_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    path.remove_prefix(1);
    out += '/';
    append_canonical(out, take_until(path, "/"));
  }
  return out;
}

std::string canonical_piece(std::string_view piece) {
  std::string out;
  append_canonical(out, piece);
  return out;
}

// The path with one leading and no trailing slash.
std::string_view bare_path(const Address& address) {
  std::string_view path = address.path;
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path.starts_with('/') && path.size() > 1 ? path : std::string_view{};
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

}  // namespace

bool is_site_address(std::string_view href) {
  Target target;
  follow(href, target);
  return leads_to_site(target.address);
}

std::optional<Permalink> read_permalink(std::string_view href) {
  Target target;
  follow(href, target);
  const Address& address = target.address;
  const std::string_view path = bare_path(address);
  if (!address.http || path.empty() || !is_timeline_host(address.host)) return std::nullopt;
  for (const Form& form : kForms) {
    Captured captured;
    if (!path_fits(form.path, path, captured) || !query_fits(form.query, address.query, captured)) continue;
    if (captured.set.empty()) captured.set = encoded_parameter(address.query, "set");
    Permalink link;
    link.perma_link = form.canonical.empty() ? canonical_path(path) : filled(form.canonical, captured);
    link.type = form.type;
    link.post_id = form.type == "share" ? std::string_view{} : post_id_of(captured);
    link.owner = canonical_piece(captured.owner);
    return link;
  }
  return std::nullopt;
}

std::string profile_link(std::string_view href) {
  static constexpr std::array<std::string_view, 7> kProfiles{
      "/{owner}",        "/people/{any}/{post}",        "/pages/{any}/{post}", "/pages/category/{any}/{any}",
      "/groups/{owner}", "/groups/{owner}/user/{post}", "/pg/{owner}"};
  Target target;
  follow(href, target);
  const Address& address = target.address;
  const std::string_view path = bare_path(address);
  if (!address.http || path.empty() || !is_timeline_host(address.host)) return {};
  if (path == "/profile.php") {
    const std::string_view id = encoded_parameter(address.query, "id");
    return all_digits(id) ? std::string{kSite} + "/profile.php?id=" + std::string{id} : std::string{};
  }
  for (const std::string_view profile : kProfiles) {
    Captured captured;
    if (path_fits(profile, path, captured)) return std::string{kSite} + canonical_path(path);
  }
  return {};
}

std::optional<std::string> external_target(std::string_view href) {
  Target target;
  follow(href, target);
  const Address& address = target.address;
  if (target.opaque || !address.http || address.host.empty() || is_site_host(address.host)) return std::nullopt;
  if (wrapper_of(address) != nullptr) return std::nullopt;

  std::string out;
  for (const char c : address.scheme.empty() ? std::string_view{"https"} : address.scheme) out += lower(c);
  out += "://";
  const std::string_view authority{address.host.data(),
                                   static_cast<std::size_t>(address.path.data() - address.host.data())};
  for (const char c : authority) out += lower(c);
  out += address.path;
  char separator = '?';
  for (std::string_view query = address.query; !query.empty();) {
    const std::string_view pair = take_until(query, "&");
    if (!query.empty()) query.remove_prefix(1);
    if (pair.empty() || pair == "fbclid" || pair.starts_with("fbclid=")) continue;
    out += separator;
    out += pair;
    separator = '&';
  }
  out += address.fragment;

  std::string safe;
  for (const char c : out) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') {
      append_encoded(safe, c);
    } else {
      safe += c;
    }
  }
  return safe;
}

bool is_opaque_link(std::string_view href) {
  Target target;
  follow(href, target);
  return target.opaque;
}

std::optional<std::string> query_parameter(std::string_view href, std::string_view name) {
  const std::string_view value = encoded_parameter(split(href).query, name);
  if (value.data() == nullptr) return std::nullopt;
  return decoded_parameter(value);
}

}  // namespace feedwitness::parser
