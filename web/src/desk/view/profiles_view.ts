import { html, nothing, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { Profile } from '../model';
import { kRepairCodes, profileNamed } from '../profiles/profile_actions';
import type { DeskState } from '../state';
import { formField } from './form_field';

function repairsText({ repairs }: Profile, { t, lookUp }: DeskLocale): string {
  return repairs.length === 0 ? t('profile.no_repairs') : repairs.map((code) => lookUp(`code.${code}`, code)).join('; ');
}

/** Whose folder it is: what was put right in the last one is proposed for this one. */
export function profileChoice({ profiles, profile }: DeskState, { t }: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  if (!profiles || profiles.length === 0) return nothing;
  const choose = ({ target }: Event): void => desk.profiles.choose((target as HTMLSelectElement).value);
  return html`<div class="field form-field"><label for="profile">${t('profile.of')}</label>
    <select id="profile" aria-describedby="profile-hint" @change=${choose}>
      <option value="" ?selected=${profileNamed(profiles, profile) === null}>${t('profile.none')}</option>
      ${profiles.map(({ name }) => html`<option value=${name} ?selected=${name === profile}>${name}</option>`)}</select>
    <p class="small" id="profile-hint">${t('profile.hint')}</p></div>`;
}

/** In a proposal: another profile may be tried. */
export function reproposeView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { profiles, busy } = state;
  if (!profiles || profiles.length === 0) return nothing;
  return html`<div class="profile-choice">${profileChoice(state, locale, desk)}
    <button type="button" class="button button-quiet" id="propose-again" ?disabled=${busy !== null} @click=${() => void desk.proposals.proposeAgain()}>${locale.t('profile.again')}</button></div>`;
}

/** Keeps what was put right under the consultant's name. */
export function saveProfileView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  const { profiles, profileForm, busy } = state;
  if (!profiles) return nothing;
  const { name, repairs, error } = profileForm;
  const isKnown = profileNamed(profiles, name.trim()) !== null;
  // Enter saves the profile; the form around it makes the draft.
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.target.id !== 'profile-name') return;
    event.preventDefault();
    desk.profiles.setName(event.target.value);
    void desk.profiles.save();
  };
  return html`<details class="save-profile"><summary>${t('profile.save_title')}</summary>
    <div class="save-profile-body" @keydown=${keys}>
      <p class="small">${t('profile.save_lead')}</p>
      ${formField({ id: 'profile-name', label: t('profile.name'), value: name, error: error ?? undefined, list: profiles.map((profile) => profile.name),
        set: (value) => desk.profiles.setName(value), ...(isKnown ? { hint: t('profile.replaces', { name: name.trim() }) } : {}) }, locale)}
      <fieldset class="profile-repairs"><legend>${t('profile.repairs')}</legend>
        ${kRepairCodes.map((code) => html`<label class="accept"><input type="checkbox" data-repair-code=${code} .checked=${repairs.has(code)} @change=${() => desk.profiles.toggleRepair(code)}>
          <span>${locale.lookUp(`code.${code}`, code)} <span class="small code">${code}</span></span></label>`)}</fieldset>
      <div class="actions"><button type="button" class="button button-quiet" id="profile-save" ?disabled=${busy !== null} @click=${() => void desk.profiles.save()}>${t(isKnown ? 'profile.replace' : 'profile.save')}</button></div>
    </div></details>`;
}

function removeView({ name }: Profile, state: DeskState, { t }: DeskLocale, desk: Desk): TemplateResult {
  if (state.pendingProfile !== name) {
    return html`<button type="button" class="text-button profile-remove" @click=${() => desk.profiles.askRemove(name)}>${t('profile.remove')}<span class="visually-hidden">: ${name}</span></button>`;
  }
  return html`<p>${t('profile.remove_sure', { name })}</p><div class="actions">
    <button type="button" class="button" id="profile-remove-confirm" ?disabled=${state.busy !== null} @click=${() => void desk.profiles.remove(name)}>${t('profile.remove')}</button>
    <button type="button" class="button button-quiet" @click=${() => desk.profiles.askRemove(null)}>${t('step.dismiss')}</button></div>`;
}

/** Those that are kept, to be looked at and removed. */
export function profilesView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  const { profiles } = state;
  if (!profiles || profiles.length === 0) return nothing;
  return html`<details class="profiles"><summary id="profiles-summary">${t('profile.list', { count: profiles.length })}</summary>
    <ul class="plain">${profiles.map((profile) => html`<li class="profile" data-profile=${profile.name}>
      <h2 class="wrap-anywhere">${profile.name}</h2>
      <p class="small">${t('profile.saved_by', { who: profile.saved_by, when: locale.dateTime(profile.saved_at), layers: locale.number(profile.layers) })}</p>
      <p class="small">${t('profile.repairs')}: ${repairsText(profile, locale)}</p>
      <details><summary>${t('profile.text')}<span class="visually-hidden">: ${profile.name}</span></summary><pre class="profile-toml" tabindex="0" role="region" aria-label="${t('profile.text')}: ${profile.name}">${profile.toml}</pre></details>
      ${removeView(profile, state, locale, desk)}</li>`)}</ul></details>`;
}

/** At a check: the repairs that are made for a consultant. Nothing is repaired that nobody asked for. */
export function profileRepairsView({ profiles, checkProfile }: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  const mending = (profiles ?? []).filter(({ repairs }) => repairs.length > 0);
  if (mending.length === 0) return nothing;
  const chosen = profileNamed(mending, checkProfile);
  return html`<div class="field form-field check-profile"><label for="check-profile">${t('profile.repairs_of')}</label>
    <select id="check-profile" aria-describedby="check-profile-hint" @change=${({ target }: Event) => desk.store.set({ checkProfile: (target as HTMLSelectElement).value })}>
      <option value="" ?selected=${chosen === null}>${t('profile.none')}</option>
      ${mending.map(({ name }) => html`<option value=${name} ?selected=${name === checkProfile}>${name}</option>`)}</select>
    <p class="small" id="check-profile-hint">${chosen ? repairsText(chosen, locale) : t('profile.repairs_hint')}</p></div>`;
}
