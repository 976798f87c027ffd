import { ApiProblem } from './problem';

/** Statuses whose answer has no body, and may not be given one. */
const kBodiless: readonly number[] = [204, 205, 304];

/**
 * `fetch` with an end: the answer is here to its last byte when this returns, or this threw. A body that nobody reads holds one of
 * the browser's few connections to the server, and one that stalls is silence as much as no answer at all.
 * \param signal  of whoever asks: what it stops is thrown as it comes, everything else as an ApiProblem
 */
export async function request(path: string, init: RequestInit, timeout_ms: number, signal?: AbortSignal): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeout_ms);
  const stop = (): void => timeout.abort();
  signal?.addEventListener('abort', stop);
  try {
    const response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers }, signal: timeout.signal });
    const body = await response.arrayBuffer();
    return new Response(kBodiless.includes(response.status) ? null : body, response);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(timeout.signal.aborted ? 'TIMEOUT' : 'NETWORK', 0, String(cause));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
