// A real OpenID provider (npm's oidc-provider) on loopback, with what a hostile or a broken one would do in its place.
import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import { fromWeb } from './harness.mjs';

const { default: Provider } = await import(pathToFileURL(fromWeb.resolve('oidc-provider')));

const kKinds = { RS256: ['rsa', { modulusLength: 2048 }], ES256: ['ec', { namedCurve: 'P-256' }], EdDSA: ['ed25519', {}] };

/** A private key as oidc-provider takes it. */
export function signingKey(alg, kid) {
  const { privateKey } = generateKeyPairSync(...kKinds[alg]);
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

/** Listens before it knows who it serves: the client's redirect URI has a port that is known later. */
export async function startProvider() {
  const state = { handler: null, spoil: null, asked: [] };
  const server = http.createServer((request, response) => {
    state.asked.push(`${request.method} ${request.url.split('?')[0]}`);
    if (state.spoil?.(request, response)) return;
    if (state.handler) state.handler(request, response);
    else response.writeHead(503).end();
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  // Another site than 127.0.0.1, as a provider is another site than the service: SameSite counts.
  const issuer = `http://localhost:${server.address().port}`;
  return {
    issuer,
    asked: state.asked,
    /** `spoil(request, response)` may answer in the provider's place, and says whether it did. */
    spoil(act) { state.spoil = act; },
    serve({ keys, redirect, clients }) {
      const provider = new Provider(issuer, {
        clients: clients.map(({ id, secret, alg, method }) => ({
          client_id: id, redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'],
          id_token_signed_response_alg: alg, token_endpoint_auth_method: method ?? (secret ? 'client_secret_basic' : 'none'),
          ...(secret ? { client_secret: secret } : {}),
        })),
        jwks: { keys },
        pkce: { required: () => true, methods: ['S256'] },
        enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA'] },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
        cookies: { keys: ['for tests'] },
      });
      state.handler = provider.callback();
    },
    stop: () => new Promise((done) => { server.closeAllConnections?.(); server.close(done); }),
  };
}

/** What a browser does with cookies between sites, as far as these tests need it (RFC 6265bis §5.8.3). */
export class Browser {
  cookies = [];
  /** \param from  where the navigation began; a link on the same site when it is left out */
  async visit(url, { form, from = url, accept = 'text/html' } = {}) {
    const target = new URL(url);
    const isSameSite = new URL(from).hostname === target.hostname;
    const sent = this.cookies.filter((cookie) => cookie.origin === target.origin && (isSameSite || cookie.sameSite !== 'Strict') &&
      (target.pathname === cookie.path || target.pathname.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`)));
    const headers = { accept };
    if (sent.length > 0) headers.cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    if (form) headers['content-type'] = 'application/x-www-form-urlencoded';
    const answer = await fetch(url, { method: form ? 'POST' : 'GET', headers, redirect: 'manual', ...(form ? { body: new URLSearchParams(form).toString() } : {}) });
    for (const line of answer.headers.getSetCookie()) this.keep_(target.origin, line);
    return { status: answer.status, location: answer.headers.get('location') && new URL(answer.headers.get('location'), url).href, text: await answer.text(), headers: answer.headers };
  }
  keep_(origin, line) {
    const [pair, ...attributes] = line.split(/; */);
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const attribute = (wanted) => attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute('path') ?? '/';
    this.cookies = this.cookies.filter((one) => !(one.origin === origin && one.name === name && one.path === path));
    const isGone = attribute('max-age') === '0' || Date.parse(attribute('expires') ?? '') < Date.now();
    if (!isGone && value !== '') this.cookies.push({ origin, name, value, path, sameSite: attribute('samesite') });
  }
  cookie(name) { return this.cookies.find((one) => one.name === name); }

  /** From the button to the provider, through its pages as `subject`, to the address it sends the browser back to. */
  async signInAt(start, issuer, subject) {
    let page = await this.visit(start);
    while (page.location && new URL(page.location).origin === issuer) {
      page = await this.visit(page.location, { from: issuer });
      while (page.status === 200) {
        const action = page.text.match(/<form[^>]*action="([^"]+)"/)?.[1];
        if (!action) throw new Error(`no form in ${page.text.slice(0, 200)}`);
        const prompt = page.text.match(/name="prompt" value="(\w+)"/)?.[1];
        page = subject === null
          ? await this.visit(`${action}/abort`, { from: issuer })
          : await this.visit(action, { from: issuer, form: prompt === 'login' ? { prompt, login: subject, password: 'any' } : { prompt } });
      }
    }
    return page;
  }
}
