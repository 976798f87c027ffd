import type { ProblemBody } from './model';

/** Everything that can go wrong between the page and the server, with the stable code people are told about. */
export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string = '',
    readonly near: readonly string[] = [],
    readonly dataDate: string | null = null,
  ) {
    super(`${code} ${detail}`);
    this.name = 'ApiProblem';
  }

  /** Worth the same request again: the cause is the way there, not the question. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Whatever was thrown, as something people can be told of. */
export function asProblem(cause: unknown): ApiProblem {
  return cause instanceof ApiProblem ? cause : new ApiProblem('INTERNAL', 500, String(cause));
}

function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string';
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  let body: unknown = null;
  try {
    body = await response.json();
  } catch {
    // A proxy between us and the server answers in HTML; the status says enough.
  }
  if (!isProblemBody(body)) return new ApiProblem(`HTTP_${response.status}`, response.status);
  return new ApiProblem(body.code, response.status, body.detail ?? body.title, body.near ?? [], body.data_date ?? null);
}
