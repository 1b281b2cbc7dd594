/** The newer dialect of ajv, apart from the other: only `--json-schema` needs it. */

export { Ajv2020 } from "ajv/dist/2020.js";
