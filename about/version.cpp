#include "about/version.h"

#include <boost/version.hpp>
#include <sodium/version.h>
#include <sqlite3.h>

namespace feedwitness::about {

std::string_view version() { return FEEDWITNESS_VERSION; }

std::string versions(std::string_view program) {
  const std::string boost = std::to_string(BOOST_VERSION / 100000) + '.' + std::to_string(BOOST_VERSION / 100 % 1000) +
                            '.' + std::to_string(BOOST_VERSION % 100);
  std::string text(program);
  text.append(" ").append(version());
  text.append("\nSQLite ").append(sqlite3_libversion());
  text.append("\nlibsodium ").append(sodium_version_string());
  text.append("\nGumbo ").append(FEEDWITNESS_GUMBO_VERSION);
  text.append("\nBoost ").append(boost);
  return text;
}

}  // namespace feedwitness::about
