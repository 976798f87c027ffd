// A line between the browser and the server that can be held up and cut: a proxy.
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Line {
  private isDown_ = false;
  private held_: { readonly of: RegExp; readonly after_bytes: number } | null = null;
  private readonly underWay_ = new Set<() => void>();

  private constructor(private readonly server_: Server) {
    server_.on('request', (request: IncomingMessage, response: ServerResponse) => this.pass_(request, response));
  }

  static async open(): Promise<Line> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new Line(server);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server_.address() as AddressInfo).port}`;
  }

  /** Of requests whose address fits, so many bytes come through and no more. */
  hold(of: RegExp, after_bytes: number): void {
    this.held_ = { of, after_bytes };
  }

  /** Ends what is under way, and all that is tried until it is mended. */
  cut(): void {
    this.isDown_ = true;
    for (const end of this.underWay_) end();
  }

  /** What is asked from now on comes through whole. */
  mend(): void {
    this.isDown_ = false;
    this.held_ = null;
  }

  close(): void {
    this.cut();
    this.server_.closeAllConnections();
    this.server_.close();
  }

  private pass_(request: IncomingMessage, response: ServerResponse): void {
    if (this.isDown_) return void request.socket.destroy();
    const { hostname, port, pathname, search } = new URL(request.url ?? '');
    const { 'proxy-connection': _, ...headers } = request.headers;
    const onward = ask({ hostname, port, method: request.method, path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    const end = (): void => {
      request.socket.destroy();
      onward.destroy();
    };
    this.underWay_.add(end);
    onward.on('error', end);
    response.on('close', () => {
      this.underWay_.delete(end);
      if (!response.writableFinished) onward.destroy();
    });
    const held = this.held_?.of.test(request.url ?? '') ? this.held_ : null;
    if (!held) return void request.pipe(onward);
    let passed_bytes = 0;
    request.on('data', (chunk: Buffer) => {
      onward.write(chunk);
      passed_bytes += chunk.length;
      if (passed_bytes >= held.after_bytes) request.pause();
    });
    request.on('end', () => onward.end());
  }
}
