#pragma once

#include "month/luck.hpp"

// The ten verbs of a month, each in the file of its name. month.cpp calls them in this order.
namespace millwright {

void advance_environment(Model& model);
void form_expectations(Model& model);
void review_investment(Model& model, Block block, Flows& flows);
void allocate_support(Model& model);
void install_and_scrap(Model& model, Block block, Flows& flows);
void produce_and_sell(Model& model, Block block, const MonthLuck& luck, Flows& flows);
void settle_accounts(Model& model, Block block, Flows& flows);
void enter_and_exit(Model& model, Block block, const MonthLuck& luck, Flows& flows);
void survey_purchasing_managers(Model& model);
void observe(Model& model);

}  // namespace millwright
