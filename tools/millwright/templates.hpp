#pragma once

#include <string>
#include <vector>

namespace millwright::tool {

/// A file that `init` writes.
struct TemplateFile {
  std::string name;  // relative to the new folder, such as "data/sectors.csv"
  std::string text;
};

/// A scenario to begin with; its main file is scenario.yaml.
struct Template {
  std::string name;
  std::vector<TemplateFile> files;
};

/// Those in templates/, in the order in which they are offered.
const std::vector<Template>& templates();

}  // namespace millwright::tool
