#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/page.h"

// The site hides what its labels ("Sponsored", "3 h") say from programs, not from people. It writes a label in one of
// these ways, and often in several at once:
//
//   plain      <a><span>3 h</span></a>
//   aria       <a aria-label="3 h">
//   table      <span aria-labelledby="X"> with letters or a canvas in it; X stands in a hidden list at the page's end
//   drawing    <svg><use xlink:href="#X"></svg>, or href alone; X is a <text> elsewhere
//   letters    one element per letter, true ones and decoys mixed. Decoys are hidden in line (2020-2023:
//              display:none, position:absolute) or, where the wrapper is a flex box (2023-), by classes that are new on
//              every page; the true ones are put in order by `order`, in line or by class (comet_order.h).
//
// The decoy letters are drawn from "Sponsored", so the raw text of every post spells it: never look into raw text.
namespace feedwitness::parser::comet {

// What one way of writing says. `signal` is a stable name, a literal.
struct Reading {
  std::string_view signal;
  std::string text;
};

// All that a person, or a person's screen reader, is told by the label in the subtree of `node`: folded, never empty. A
// reference without anything to see around it is a ghost that the site leaves on every post: it says nothing.
std::vector<Reading> read_label(const Page& page, NodeIndex node);

// The text of an element whose children are single letters, as the browser shows it. nullopt when the element is not
// written so, or when the order of its letters cannot be told.
std::optional<std::string> unscrambled(const Tree& tree, NodeIndex node);

// True for an element whose children are single letters.
bool is_scrambled(const Tree& tree, NodeIndex node);

// True for an element, no picture, that tells a screen reader its words by itself.
bool is_labelled(const Tree& tree, NodeIndex node);

// True when the style attribute takes an element out of sight.
bool is_hidden_style(std::string_view style);

}  // namespace feedwitness::parser::comet
