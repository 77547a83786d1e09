#include "validate/catalogue.hpp"

namespace millwright::evidence {

// theory: closed forms
Row dixit_pindyck();
Row kalman();
Row climate();
Row wright();
Row replicator();
Row leontief();
Row j_curve();
// diffusion: closed forms of imitation
Row bass();
Row watts();
// bookkeeping
Row rationing();
Row accounts();
Row metamorphic();
Row switches();
Row pmi_formula();
// stylised facts
Row sizes();
Row pmi_model();
Row weighted();
Row diffusion();
Row lumpy();
Row long_run();
// reported figures of one country
Row hindcast();
// what if
Row signs();
Row user_cost();
Row tornado();
Row drivers();

const std::vector<Row>& row_catalogue() {
  static const std::vector<Row> rows{
      dixit_pindyck(), kalman(),    climate(),   wright(),    replicator(),  leontief(), j_curve(),
      bass(),          watts(),     rationing(), accounts(),  metamorphic(), switches(), pmi_formula(),
      sizes(),         pmi_model(), weighted(),  diffusion(), lumpy(),       long_run(), hindcast(),
      signs(),         user_cost(), tornado(),   drivers(),
  };
  return rows;
}

}  // namespace millwright::evidence
