// The page on which a candidate place is shown on the map.

import { showOnePoint } from "../site/one_point.js";

showOnePoint({ formId: "candidate-form", dataId: "candidate-form-data", close: 16 });
