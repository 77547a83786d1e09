// A page needs nothing else, can be harmed by no text, and can be read without a script.
#include "charts/page.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "unit/charts/sample_figures.hpp"

namespace millwright::charts {
namespace {

TEST(HtmlOf, EveryIdIsUniqueAndEveryReferenceHasOne) {
  Page page = sample_page();
  page.sections.push_back(page.sections[0]);  // the same ids again
  const std::string html = html_of(page);
  std::set<std::string> ids;
  const std::regex id(" id=\"([^\"]*)\"");
  for (std::sregex_iterator found(html.begin(), html.end(), id), end; found != end; ++found) {
    EXPECT_TRUE(ids.insert((*found)[1]).second) << (*found)[1];
  }
  const std::regex reference(" (?:aria-labelledby|for)=\"([^\" ]*)(?: ([^\"]*))?\"| href=\"#([^\"]*)\"");
  for (std::sregex_iterator found(html.begin(), html.end(), reference), end; found != end; ++found) {
    for (std::size_t group = 1; group <= 3; ++group) {
      if ((*found)[group].length() == 0) continue;
      EXPECT_TRUE(ids.count((*found)[group]) == 1) << (*found)[group];
    }
  }
}

TEST(HtmlOf, LoadsNothingAndRunsOneScript) {
  const std::string html = html_of(sample_page());
  EXPECT_NE(html.find("default-src 'none'; style-src 'sha256-"), std::string::npos);
  const std::regex loaded("(?:src|href)=\"(?!#|data:image/png;base64,)");
  EXPECT_FALSE(std::regex_search(html, loaded));
  const std::regex script("<script");
  EXPECT_EQ(std::distance(std::sregex_iterator(html.begin(), html.end(), script), std::sregex_iterator()), 1);
  EXPECT_EQ(html.find(" style=\""), std::string::npos) << "the policy forbids it";
  EXPECT_EQ(html.find(" onclick"), std::string::npos);
}

TEST(HtmlOf, HeadingsAreInOrder) {
  const std::string html = html_of(sample_page());
  const std::regex heading("<h([1-6])");
  int level = 0;
  for (std::sregex_iterator found(html.begin(), html.end(), heading), end; found != end; ++found) {
    const int next = std::stoi((*found)[1]);
    EXPECT_LE(next, level + 1);
    level = next;
  }
  EXPECT_EQ(level, 2) << "the last section has a table and a text, no figures";
}

TEST(HtmlOf, TheSamePageGivesTheSameBytes) {
  EXPECT_EQ(html_of(sample_page()), html_of(sample_page()));
}

TEST(HtmlOf, AnEmptyPageIsAPage) {
  const std::string html = html_of({});
  EXPECT_NE(html.find("<main id=\"main\">"), std::string::npos);
}

}  // namespace
}  // namespace millwright::charts
