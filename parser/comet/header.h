#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/comet/layout.h"
#include "parser/evidence.h"

// What a post's header says: who published it, when, for whom, and whether somebody paid.
namespace feedwitness::parser::comet {

struct Source {
  std::string name;
  std::string link;
  std::string id;
  std::string whole_line;
};

Source read_source(const Page& page, const Header& header);

// The line above the header: "Ana and Ben shared a post". Empty where there is none.
std::string read_reason(const Page& page, const Layout& layout);

// What stands in a subtitle, heard field by field.
struct Subtitle {
  Testimony<PublicationTime> time{"publicationTime"};
  Testimony<Visibility> visibility{"visibility"};
  Testimony<Nature> nature{"nature"};
  std::string_view address;  // href of the link that shows the time, else of the first that is a permalink
};

// True when a subtitle says what only a post's does: a time, an audience, a label.
bool is_telling(const Subtitle& subtitle);

Subtitle read_subtitle(const Page& page, NodeIndex subtitle);

// What else the header says about nature: the tracking token of its links, a link to the page about advertisements.
void hear_links(const Page& page, const Layout& layout, Testimony<Nature>& nature);

}  // namespace feedwitness::parser::comet
