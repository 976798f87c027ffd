/** What is open, kept after `#`: the server knows one address of the desk, and the browser's back button works. */
export type Route =
  | { readonly kind: 'drafts' }
  | { readonly kind: 'new' }
  | { readonly kind: 'draft'; readonly id: string }
  | { readonly kind: 'editions' }
  | { readonly kind: 'password' };

const kPlain = ['new', 'editions', 'password'] as const;

/** `null` for what is no route of ours, such as the jump to `#main`. */
export function parseRoute(hash: string): Route | null {
  if (hash === '' || hash === '#') return { kind: 'drafts' };
  const kind = kPlain.find((name) => hash === `#${name}`);
  if (kind) return { kind };
  const id = /^#draft=([\w.~%-]+)$/.exec(hash)?.[1];
  if (id === undefined) return null;
  try {
    return { kind: 'draft', id: decodeURIComponent(id) };
  } catch {
    return null;
  }
}

export function formatRoute(route: Route): string {
  if (route.kind === 'drafts') return '#';
  return route.kind === 'draft' ? `#draft=${encodeURIComponent(route.id)}` : `#${route.kind}`;
}
