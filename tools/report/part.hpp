#pragma once
// What a part of the page is: a pure function from the material to figures, tables and sentences, none where the
// material does not have what it shows.

#include <vector>

#include "charts/page.hpp"
#include "report/material.hpp"

namespace millwright::report {

using Blocks = std::vector<charts::Block>;
using Part = Blocks (*)(const Material&);

}  // namespace millwright::report
