import type { AmendKind } from './amend/form';

/** What is open, kept after `#`: the server knows one address of the desk, and the browser's back button works. */
export type Route =
  | { readonly kind: 'drafts' }
  | { readonly kind: 'new' }
  | { readonly kind: 'draft'; readonly id: string }
  | { readonly kind: 'plans' }
  | { readonly kind: 'amend'; readonly what: AmendKind; readonly id: string }
  | { readonly kind: 'editions' }
  | { readonly kind: 'password' };

const kPlain = ['new', 'plans', 'editions', 'password'] as const;

/** `null` for what is no route of ours, such as the jump to `#main`. */
export function parseRoute(hash: string): Route | null {
  if (hash === '' || hash === '#') return { kind: 'drafts' };
  const kind = kPlain.find((name) => hash === `#${name}`);
  if (kind) return { kind };
  const [, what, id] = /^#(draft|status|metadata)=([\w.~%-]+)$/.exec(hash) ?? [];
  if (id === undefined) return null;
  try {
    const name = decodeURIComponent(id);
    return what === 'status' || what === 'metadata' ? { kind: 'amend', what, id: name } : { kind: 'draft', id: name };
  } catch {
    return null;
  }
}

export function formatRoute(route: Route): string {
  if (route.kind === 'drafts') return '#';
  if (route.kind === 'amend') return `#${route.what}=${encodeURIComponent(route.id)}`;
  return route.kind === 'draft' ? `#draft=${encodeURIComponent(route.id)}` : `#${route.kind}`;
}
