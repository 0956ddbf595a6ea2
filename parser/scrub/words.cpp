#include "parser/scrub/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include <utf8proc.h>

#include "base/utf8.h"
#include "parser/locale/files.h"

namespace feedwitness::parser {
namespace {

// Path words and parameters of addresses, keys and values of embedded data, parts of ids: what the readers of this room
// look for, and what stands beside it in every page.
// clang-format off
constexpr std::array kSiteWords = std::to_array<std::string_view>({
    "abbr", "about", "abr", "absolute", "accessibility", "account", "acquaintances", "actions", "activity", "actor",
    "actorname", "actors", "address", "ads", "aggregated", "ajax", "ajaxify", "album", "all", "allactivity", "alt",
    "amb", "amp", "android", "anger", "angry", "any", "api", "application", "apps", "archive", "aria", "article",
    "attached", "attachment", "attachments", "audience", "audio", "auto", "avatar", "badges", "banner", "base",
    "beta", "billing", "bling", "blockquote", "body", "bookmarks", "boundary", "browse", "browser",
    "browseresultscontainer", "bucket", "bugnub", "business", "busy", "button", "canonical", "canvas", "caption",
    "care", "cdata", "cft", "channel", "checkpoint", "class", "cna", "code", "column", "com", "comet", "comment",
    "commentable", "comments", "commentscount", "commentslist", "commerce", "communitystandards", "complementary",
    "composer", "container", "content", "contentinfo", "context", "cookie", "count", "cursor", "dat", "data",
    "datalist", "date", "dedup", "dedupekey", "describedby", "description", "details", "dialog", "dir", "directory",
    "disabled", "discover", "display", "div", "doctype", "donate", "drawing", "duration", "edges", "ego", "element",
    "ellipsis", "emoji", "encoding", "end", "ent", "entities", "events", "everyone", "example", "except", "exposed",
    "external", "facebook", "false", "fbcdn", "fbclid", "fbdockwrapper", "fbfeed", "fbfeedstoryufi", "fbid",
    "fbprivacyaudienceindicator", "fbstreamprivacy", "fbtimelineunit", "fbusercontent", "feed", "feedback", "feedsub",
    "feedunit", "fieldset", "figcaption", "figure", "file", "flag", "flex", "flx", "font", "footer", "for", "form",
    "frameset", "free", "friends", "from", "fundraisers", "games", "gaming", "group", "groupfeed", "groups", "haha",
    "hans", "hant", "hashtag", "head", "header", "heading", "height", "help", "hidden", "hide", "holds", "home",
    "hover", "hovercard", "href", "html", "http", "https", "hyperfeed", "icon", "identifier", "identity", "iframe",
    "image", "images", "img", "info", "inline", "inlinevideo", "input", "insertion", "insights", "instantgames",
    "interesting", "intl", "isfeedunit", "item", "jpg", "jsc", "json", "keygen", "label", "labelledby", "lang",
    "language", "larger", "latest", "legacy", "legal", "like", "likes", "link", "linkdata", "linkshimasynclink",
    "list", "listing", "lists", "lite", "live", "locale", "localeinitialdata", "location", "login", "logout", "love",
    "lynx", "main", "marketplace", "mbasic", "mcomponent", "media", "memories", "message", "messages", "messenger",
    "meta", "mhtml", "mobile", "mode", "module", "more", "mount", "mp4", "mphotocontent", "mphotouppercontent",
    "mtouch", "mufi", "multi", "multipart", "name", "native", "nature", "nav", "navigation", "net", "new", "newsfeed",
    "nfx", "nobr", "node", "noembed", "noframes", "none", "noscript", "notes", "notice", "notifications", "null",
    "number", "object", "objects", "objid", "offers", "only", "onmouseover", "onthisday", "opacity", "optgroup",
    "option", "order", "org", "organic", "original", "out", "owner", "page", "pagelet", "pagelikebutton", "pages",
    "paid", "params", "payments", "pcb", "pco", "pcp", "people", "permalink", "permalinks", "pfbid", "photo",
    "photos", "php", "picker", "places", "plugins", "pokes", "policies", "policy", "posinset", "position", "post",
    "postid", "posts", "pre", "preferences", "preload", "presentation", "preview", "printable", "privacy", "privacyx",
    "private", "profile", "profiletilesfeed", "profiletimeline", "promotion", "property", "public", "publicationtime",
    "publish", "quot", "quoted", "reaction", "reactions", "reason", "recover", "redirect", "reel", "reels", "ref",
    "referrer", "reg", "rel", "related", "rendered", "renderer", "rendering", "return", "review", "right", "role",
    "root", "rsrc", "rtc", "ruby", "safe", "save", "saved", "scope", "script", "search", "section", "sections",
    "security", "select", "selector", "sentence", "set", "settings", "share", "shared", "sharedtime",
    "sharedvisibility", "sharer", "sharers", "shares", "sharescount", "shops", "show", "sigil", "signup", "size",
    "slot", "snapshot", "sorry", "source", "span", "sponsored", "src", "static", "stickers", "store", "stories",
    "story", "storysub", "stream", "strong", "style", "sub", "subattachments", "substr", "subtitle", "summary",
    "support", "survey", "surveys", "svg", "swap", "swfobject", "table", "target", "tbody", "template", "terms",
    "testid", "text", "textarea", "tfoot", "than", "the", "thead", "theater", "this", "throwback", "time", "timeline",
    "timestamp", "title", "today", "token", "toolbar", "tooltip", "top", "topic", "topnews", "topreactions", "total",
    "touch", "tracking", "trackingdata", "transfer", "translation", "translations", "true", "txt", "type", "typename",
    "ufi", "ufiaddcomment", "ufiblingboxcommenticon", "ufiblingboxlikeicon", "ufiblingboxreshareicon",
    "ufiblingboxtext", "uficomment", "uficommentcontentblock", "uficontainer", "ufilikesentencetext", "ufireplylist",
    "uiattachmentdesc", "uiattachmenttitle", "uistreamfooter", "uistreamheadline", "uistreamprivacy",
    "uistreamsponsoredlink", "uistreamstory", "uiunifiedstory", "unit", "unknown", "uri", "url", "use", "user",
    "usercontent", "usercontentwrapper", "utime", "value", "verified", "video", "videoid", "videos", "view",
    "viewbox", "viewer", "visibility", "voice", "warn", "watch", "wbr", "weather", "web", "whitehat", "width", "with",
    "without", "wow", "www", "wwwurl", "xlink", "xml",
});
// clang-format on
static_assert(std::is_sorted(kSiteWords.begin(), kSiteWords.end()));

// The kinds of reactions; like, love, care, haha, wow, sad, angry.
constexpr std::array<std::string_view, 7> kSiteNumbers{"1635855486666999", "1678524932434102", "613557422527858",
                                                       "115940658764963",  "478547315650144",  "908563459236466",
                                                       "444813342392137"};

struct Words {
  std::unordered_set<std::string> interface;
  std::vector<std::string_view> sponsored;
};

bool is_letter(utf8proc_int32_t letter) {
  const utf8proc_category_t category = utf8proc_category(letter);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

void add_words(Words& words, std::string_view phrase) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= phrase.size();) {
    utf8proc_int32_t letter = ' ';
    const std::size_t size = std::max<std::size_t>(utf8_length(phrase.substr(at)), 1);
    if (at < phrase.size()) {
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(phrase.data() + at),
                       static_cast<utf8proc_ssize_t>(size), &letter);
    }
    if (!is_letter(letter)) {
      if (at > begin) words.interface.insert(folded_word(phrase.substr(begin, at - begin)));
      begin = at + size;
    }
    at += size;
  }
}

// The line of a language file: "key: phrase | phrase".
void add_line(Words& words, std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  std::string_view phrases = line.substr(colon + 1);
  add_words(words, phrases);
  if (line.substr(0, colon) != "sponsored") return;
  while (!phrases.empty()) {
    const std::string_view phrase = phrases.substr(0, phrases.find('|'));
    words.sponsored.push_back(phrase);
    phrases.remove_prefix(std::min(phrase.size() + 1, phrases.size()));
  }
}

Words read_words() {
  Words words;
  for (const LocaleFile& file : locale_files()) {
    std::string_view rest = file.text;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      add_line(words, line);
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
  }
  return words;
}

const Words& all_words() {
  static const Words kWords = read_words();
  return kWords;
}

}  // namespace

std::string folded_word(std::string_view text) {
  std::string folded;
  while (!text.empty()) {
    const std::size_t size = utf8_length(text);
    utf8proc_int32_t letter = 0;
    if (size == 0) return {};
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(size),
                     &letter);
    if (utf8proc_category(letter) != UTF8PROC_CATEGORY_CF) {
      std::array<utf8proc_uint8_t, 4> bytes{};
      const auto written = utf8proc_encode_char(utf8proc_tolower(letter), bytes.data());
      folded.append(bytes.begin(), bytes.begin() + written);
    }
    text.remove_prefix(size);
  }
  return folded;
}

bool is_interface_word(std::string_view folded) { return all_words().interface.contains(std::string(folded)); }

bool is_site_word(std::string_view folded) { return std::binary_search(kSiteWords.begin(), kSiteWords.end(), folded); }

bool is_site_number(std::string_view digits) {
  return std::find(kSiteNumbers.begin(), kSiteNumbers.end(), digits) != kSiteNumbers.end();
}

bool is_piece_of_sponsored_label(std::string_view text) {
  return std::ranges::any_of(all_words().sponsored,
                             [text](std::string_view label) { return label.find(text) != std::string_view::npos; });
}

}  // namespace feedwitness::parser
