/** The door of ajv, a module of its own: named exports of a CommonJS package only reach a bundle by a static import. */

export { Ajv } from "ajv";
