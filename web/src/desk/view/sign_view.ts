import { html, nothing, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale, DeskTextKey } from '../i18n/locale';
import type { Session } from '../model';
import type { SignInRefusal } from '../sign_in_refusal';
import type { DeskState } from '../state';
import { icon } from '../../view/icons';

function submitted(event: SubmitEvent): (name: string) => string {
  event.preventDefault();
  const values = new FormData(event.target as HTMLFormElement);
  return (name) => String(values.get(name) ?? '');
}

function passwordField(locale: DeskLocale, name: 'password' | 'old' | 'new' | 'again', autocomplete: string): TemplateResult {
  const label: DeskTextKey = name === 'password' ? 'sign.password' : `password.${name}`;
  return html`<label class="field"><span>${locale.t(label)}</span>
    <input type="password" name=${name} id="sign-${name}" autocomplete=${autocomplete} required></label>`;
}

function refusalView({ code, subject }: SignInRefusal, locale: DeskLocale): TemplateResult {
  const hint = locale.lookUp(`error.${code}.hint`, '');
  return html`<section class="problem desk-problem" role="alert" data-code=${code}>
    <h2>${icon('warning')}<span>${locale.lookUp(`error.${code}`, locale.t('error.OTHER'))}</span></h2>
    ${hint === '' ? nothing : html`<p>${hint}</p>`}
    ${subject === '' ? nothing : html`<p>${locale.t('sign.subject')} <code class="wrap-anywhere">${subject}</code></p>`}
    <p class="small">${locale.t('problem.code', { code })}</p>
  </section>`;
}

export function signInView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const submit = (event: SubmitEvent): void => {
    const value = submitted(event);
    void desk.account.signIn(value('login'), value('password'));
  };
  return html`<section class="door">
    <h1 id="desk-title" tabindex="-1">${t('sign.title')}</h1>
    <p>${t('sign.lead')}</p>
    ${state.refusal ? refusalView(state.refusal, locale) : nothing}
    ${state.hasSessionEnded ? html`<p class="caution" role="alert">${t('sign.ended')}</p>` : nothing}
    <form class="door-form" id="sign-in" @submit=${submit}>
      <label class="field"><span>${t('sign.login')}</span>
        <input name="login" id="sign-login" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
      ${passwordField(locale, 'password', 'current-password')}
      <button class="button" ?disabled=${state.busy === 'sign'}>${t(state.busy === 'sign' ? 'sign.busy' : 'sign.in')}</button>
    </form>
    ${state.provider ? html`<p><a class="button" id="sign-in-provider" href=${state.provider.href}>${t('sign.provider', { name: state.provider.name })}</a></p>` : nothing}
    <p><a href="/">${t('desk.to_public')}</a></p>
  </section>`;
}

export function passwordView(state: DeskState, session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const submit = (event: SubmitEvent): void => {
    const value = submitted(event);
    void desk.account.changePassword(value('old'), value('new'), value('again'));
  };
  return html`<section class="door">
    <h1 id="desk-title" tabindex="-1">${t('password.title')}</h1>
    ${session.must_change_password ? html`<p class="caution">${t('password.due')}</p>` : nothing}
    <form class="door-form" id="change-password" @submit=${submit}>
      <input class="visually-hidden" name="login" autocomplete="username" aria-hidden="true" tabindex="-1" readonly .value=${session.user.login}>
      ${passwordField(locale, 'old', 'current-password')}
      ${passwordField(locale, 'new', 'new-password')}
      <p class="small">${t('password.hint')}</p>
      ${passwordField(locale, 'again', 'new-password')}
      <p class="form-error" role="alert">${state.formError ? t(state.formError) : ''}</p>
      <button class="button" ?disabled=${state.busy === 'sign'}>${t('password.save')}</button>
    </form>
  </section>`;
}
