import jsonCompiler from '@fastify/fast-json-stringify-compiler';

const buildSerializer = jsonCompiler();

/**
 * Compiles the schema of an answer when such an answer is sent for the first time, in a few milliseconds. Only the POS
 * and the administrator's API have such schemas, ninety in all; compiling them took a sixth of a start, and most are not
 * sent before the next one.
 */
export const onFirstAnswer: typeof buildSerializer = (shared, options) => {
  const compile = buildSerializer(shared, options);
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (answer) => {
      write ??= compile(route);
      return write(answer);
    };
  };
};
