#include "server/index_page.h"

#include "about/version.h"
#include "views/parameters.h"
#include "views/view.h"

namespace feedwitness::server {
namespace {

constexpr std::string_view kHead = R"html(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>feedwitness</title>
<style>
  :root { color-scheme: light dark; --line: light-dark(#d8dbe2, #3a3f4b); --soft: light-dark(#5b6170, #a0a7b8);
          --accent: light-dark(#1f5fae, #8ab8f5); }
  @supports not (color: light-dark(#000, #fff)) { :root { --line: #9aa0ad; --soft: #777e8c; --accent: #3b78c4; } }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1.25rem; }
  h1 { font-size: 1.7rem; margin: 0; } h1 + p { color: var(--soft); margin-top: .25rem; }
  section { border-top: 1px solid var(--line); padding: 1.1rem 0 .4rem; }
  h2 { font: 600 .95rem/1.5 ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; }
  h2 b { color: var(--accent); margin-right: .6ch; } section > p { margin: .2rem 0 .5rem; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 .6rem; font-size: .875rem; }
  dt { font-family: ui-monospace, monospace; } dd { margin: 0; color: var(--soft); }
  a { color: var(--accent); overflow-wrap: anywhere; } code, .try { font: .875rem/1.5 ui-monospace, monospace; }
  footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; padding-top: 1rem; }
</style>
<h1>feedwitness</h1>
)html";

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      default: html += c;
    }
  }
  return html;
}

void append_parameter(std::string& html, const views::Parameter& parameter) {
  html.append("<dt>").append(parameter.name).append("</dt><dd>").append(escaped(parameter.help));
  html.append(": ").append(escaped(grammar_of(parameter)));
  if (!parameter.standard.empty()) html.append("; without it ").append(escaped(parameter.standard));
  html += "</dd>\n";
}

// The example's target as the reader can use it: with their token in the path, or behind it.
std::string target_with(std::string target, std::string_view token) {
  constexpr std::string_view kPlace = "$TOKEN";
  const std::size_t at = target.find(kPlace);
  if (at != std::string::npos) return target.replace(at, kPlace.size(), token);
  return target.append(target.find('?') == std::string::npos ? "?" : "&").append("access_token=").append(token);
}

void append_example(std::string& html, const views::View& view, std::string_view address, std::string_view token) {
  const std::string shown = escaped(view.example);
  if (view.method != views::Method::read) {
    const std::string target = target_with(std::string{view.example}, token.empty() ? "$TOKEN" : token).substr(1);
    html += "<p class=try>curl -X " + std::string{name_of(view.method)} + " \"" + escaped(address) + escaped(target) +
            "\"</p>\n";
  } else if (token.empty()) {
    html += "<p class=try>" + shown + "</p>\n";
  } else {
    html += "<p class=try><a href=\"" + escaped(target_with(std::string{view.example}, token)) + "\">" + shown +
            "</a></p>\n";
  }
}

void append_call(std::string& html, const views::View& view, std::string_view address, std::string_view token) {
  html.append("<section id=\"").append(escaped(view.name)).append("\">\n<h2><b>").append(name_of(view.method));
  html.append("</b>").append(escaped(view.path)).append("</h2>\n<p>").append(escaped(view.help)).append("</p>\n");
  if (!view.parameters.empty()) {
    html += "<dl>\n";
    for (const views::Parameter& parameter : view.parameters) append_parameter(html, parameter);
    html += "</dl>\n";
  }
  append_example(html, view, address, token);
  html += "</section>\n";
}

}  // namespace

std::string index_page(std::string_view address, std::string_view token) {
  std::string html{kHead};
  html +=
      token.empty()
          ? "<p>What your feed showed you, from the store on this machine. Every call needs your token: "
            "<code>feedwitness token</code> prints it, and <code>feedwitness serve</code> a link to this page on which "
            "the examples work.</p>\n"
          : "<p>What your feed showed you, from the store on this machine. The examples work; their addresses hold "
            "your "
            "token: do not pass them on.</p>\n";
  for (const views::View& view : views::all()) append_call(html, view, address, token);
  html +=
      "<footer>feedwitness " + escaped(about::version()) +
      ". The same as an <a href=\"/openapi.json\">OpenAPI 3.1 document</a>. Only programs of this machine can reach "
      "this page.</footer>\n</html>\n";
  return html;
}

}  // namespace feedwitness::server
