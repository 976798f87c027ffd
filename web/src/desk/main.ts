import { render } from 'lit-html';
import '../styles/index.css';
import './styles/desk.css';
import './styles/compare.css';
import './styles/proposal.css';
import './styles/amend.css';
import './styles/print.css';
import { onSystemThemeChange, resolveTheme, storedChoice } from '../theme/theme';
import { Desk } from './controller';
import { storedLang } from './lang';
import { connectDeskMap } from './map/connect';
import { rememberedProfile } from './profiles/remembered';
import { parseRoute } from './route';
import { parseSignInRefusal } from './sign_in_refusal';
import { DeskStore, kInitialDesk, type DeskState } from './state';
import { deskView } from './view/page_view';

const root = document.getElementById('app');
if (!root) throw new Error('desk.html has no #app');

const themeChoice = storedChoice();
const refusal = parseSignInRefusal(location.hash);
// Neither the next reload nor a link that is sent on says it again.
if (refusal) history.replaceState(null, '', location.pathname);
const draw = (state: DeskState): void => {
  render(deskView(state, desk.locale, desk), root);
  if (document.getElementById('map') && state.map === 'waiting') void connectDeskMap(desk);
};
const store = new DeskStore(
  { ...kInitialDesk, lang: storedLang(), themeChoice, theme: resolveTheme(themeChoice), route: parseRoute(location.hash) ?? { kind: 'drafts' }, refusal, profile: rememberedProfile() },
  draw,
);
const desk = new Desk(store);

// Drawn at once: paper does not wait for a microtask.
const printing = (isPrinting: boolean) => (): void => {
  store.set({ isPrinting });
  draw(store.state);
};
addEventListener('beforeprint', printing(true));
addEventListener('afterprint', printing(false));
addEventListener('beforeunload', (event) => {
  if (store.state.upload) event.preventDefault();
});
// A folder dropped beside the field would otherwise replace the page.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => event.preventDefault());

root.replaceChildren();
desk.setLang(store.state.lang);
desk.applyTheme(themeChoice);
onSystemThemeChange(() => desk.applyTheme(store.state.themeChoice));
store.schedule();
void desk.start();
