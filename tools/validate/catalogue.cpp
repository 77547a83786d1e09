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

const std::vector<Row>& row_catalogue() {
  static const std::vector<Row> rows{
      dixit_pindyck(), kalman(), climate(), wright(), replicator(), leontief(), j_curve(),
  };
  return rows;
}

}  // namespace millwright::evidence
