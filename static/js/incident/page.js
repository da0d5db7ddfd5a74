// The page on which an accident is recorded, with the sites near it.

import { showOnePoint } from "../site/one_point.js";

showOnePoint({ formId: "incident-form", dataId: "incident-form-data", close: 17 });
