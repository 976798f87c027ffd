/** What the server says, after `#`, of a sign-in by a provider that it refused. */
export interface SignInRefusal {
  readonly code: string;
  /** The provider's name for the person, where the administrator needs it; empty otherwise. */
  readonly subject: string;
}

/** OpenID Connect Core §2 allows a subject 255 characters. */
const kSubjectMax = 255;

/** `#sign-in=OIDC_UNLINKED&subject=…`; `null` for anything else. Anybody may write such a link: what is shown of it is no sentence. */
export function parseSignInRefusal(hash: string): SignInRefusal | null {
  if (!hash.startsWith('#sign-in=')) return null;
  const values = new URLSearchParams(hash.slice(1));
  const code = values.get('sign-in') ?? '';
  const subject = values.get('subject') ?? '';
  if (!/^[A-Z_]{1,40}$/.test(code)) return null;
  const isSubject = code === 'OIDC_UNLINKED' && /^[!-~]+$/.test(subject) && subject.length <= kSubjectMax;
  return { code, subject: isSubject ? subject : '' };
}
