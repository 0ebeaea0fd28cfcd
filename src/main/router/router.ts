// Carries a request from a host to its handler: parse, run, envelope.
// Invariant: no input reaches a handler unparsed, and nothing is ever thrown at a host.
import { failure, success, type Envelope } from '../../shared/contract/envelope.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { METHOD_NAMES, type MethodName } from '../../shared/contract/names.ts';
import { CONTRACT } from '../../shared/contract/schemas.ts';
import type { MethodOutput, ParsedInput } from '../../shared/contract/types.ts';

export interface CallContext {
  readonly signal: AbortSignal;
}

/** What one method does, given the services it stands on. */
export type Handler<S, M extends MethodName> = (
  services: S,
  input: ParsedInput<M>,
  context: CallContext,
) => MethodOutput<M> | Promise<MethodOutput<M>>;

/** A handler for every method, each loaded when it is first called. */
export type Handlers<S> = { readonly [M in MethodName]: () => Promise<Handler<S, M>> };

export interface RouterOptions<S> {
  readonly handlers: Handlers<S>;
  readonly services: S;
  /** Parse what handlers answer, too: in tests and development. */
  readonly checkOutput: boolean;
  /** Puts what was thrown into words (a damaged file, a full disk) before it travels. */
  readonly explain: (error: unknown) => Promise<unknown>;
  /** Told what was thrown before it becomes a value, so that `--verbose` can show where. */
  readonly onError: (error: unknown) => void;
}

/** Answers a call by name. The promise never rejects. */
export type Router = (
  method: string,
  input: unknown,
  context: CallContext,
) => Promise<Envelope<unknown>>;

/** Builds the router over a complete table of handlers. */
export function createRouter<S>(options: RouterOptions<S>): Router {
  async function run<M extends MethodName>(
    method: M,
    input: unknown,
    context: CallContext,
  ): Promise<MethodOutput<M>> {
    const parsed = parseInput(method, input);
    const handler = await options.handlers[method]();
    const output = await handler(options.services, parsed, context);
    if (options.checkOutput) CONTRACT[method].output.parse(output);
    return output;
  }
  return async (method, input, context) => {
    try {
      if (!isMethodName(method)) {
        throw new AppError(
          'unknown-method',
          `There is no method “${method.slice(0, 100)}”. "companion methods" lists them.`,
          { ref: method.slice(0, 100) },
        );
      }
      return success(await run(method, input, context));
    } catch (error) {
      const explained = await options.explain(error);
      options.onError(explained);
      return failure(explained);
    }
  };
}

function isMethodName(method: string): method is MethodName {
  return METHOD_NAMES.some((name) => name === method);
}

function parseInput<M extends MethodName>(method: M, input: unknown): ParsedInput<M> {
  const result = CONTRACT[method].input.safeParse(input);
  // Indexing the map by a type parameter loses which schema it is; the schema just parsed by is the method's own.
  if (result.success) return result.data as ParsedInput<M>;
  throw new AppError(
    'invalid-input',
    `That cannot be done as asked: ${describeIssues(result.error)}. Nothing was changed.`,
    { ref: method },
  );
}

function describeIssues(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  return error.issues
    .slice(0, 3)
    .map((issue) =>
      issue.path.length === 0
        ? issue.message
        : `${issue.path.map(String).join('.')}: ${issue.message}`,
    )
    .join('; ');
}
