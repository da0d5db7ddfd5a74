// What the small forms of a site need, wherever htmx puts them: each is an element of its own.

import "./measure_place.js";
import "./standing.js";
