import ajvCompiler from '@fastify/ajv-compiler';
import jsonCompiler from '@fastify/fast-json-stringify-compiler';

/** Remembers the result for each arguments: a schema is compiled once for all servers. */
function once<Args extends unknown[], Made>(
  make: (...args: Args) => Made,
): (...args: Args) => Made {
  const kept = new Map<string, Made>();
  return (...args) => {
    const key = JSON.stringify(args);
    const made = kept.get(key) ?? make(...args);
    kept.set(key, made);
    return made;
  };
}

const buildValidator = ajvCompiler();
const buildSerializer = jsonCompiler();

/**
 * Fastify's own compilers, shared by all servers of a process. Compiling takes half of the time in which a test's
 * server starts; in production a process has one server.
 */
export const compilers = {
  buildValidator: once((...args: Parameters<typeof buildValidator>) =>
    once(buildValidator(...args)),
  ),
  buildSerializer: once((...args: Parameters<typeof buildSerializer>) =>
    once(buildSerializer(...args)),
  ),
};
