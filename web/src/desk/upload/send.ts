import { ApiProblem, problemOf } from '../../api/problem';

/** A connection over which nothing has moved for so long is a lost one. */
const kSilence_ms = 30_000;

/** Sends a file as it is. XMLHttpRequest, because fetch does not tell how much has left. */
export function sendBytes(
  path: string,
  file: Blob,
  csrf: string,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    let silence = setTimeout(stop, kSilence_ms);
    const end = (act: () => void): void => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
      act();
    };
    const lost = (code: string): void => end(() => reject(new ApiProblem(code, 0)));
    request.upload.addEventListener('progress', ({ loaded }) => {
      clearTimeout(silence);
      silence = setTimeout(stop, kSilence_ms);
      progress(loaded);
    });
    request.addEventListener('load', () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) end(resolve);
      else end(() => void problemOf(new Response(responseText, { status })).then(reject));
    });
    request.addEventListener('error', () => lost('NETWORK'));
    request.addEventListener('abort', () => lost(signal.aborted ? 'CANCELLED' : 'TIMEOUT'));
    signal.addEventListener('abort', stop);
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-csrf-token', csrf);
    if (signal.aborted) lost('CANCELLED');
    else request.send(file);
  });
}
