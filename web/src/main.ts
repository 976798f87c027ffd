import { render } from 'lit-html';
import { Controller } from './app/controller';
import { pageView } from './app/page_view';
import { kInitialMap, Store } from './app/state';
import { connectMap } from './map/connect';
import { Combobox } from './search/combobox';
import { kClosedTimeline } from './timeline/state';
import { onSystemThemeChange, resolveTheme, storedChoice } from './theme/theme';
import { parseUrl } from './url/state';
import './styles/index.css';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');

const url = parseUrl(new URL(location.href));
const themeChoice = storedChoice();
const store = new Store(
  {
    lang: url.lang ?? 'vi',
    themeChoice,
    theme: resolveTheme(themeChoice),
    url,
    district: null,
    districtProblem: null,
    panel: url.place.kind === 'none' ? { kind: 'start' } : { kind: 'loading' },
    shownHit: null,
    map: kInitialMap,
    isLinkCopied: false,
    history: kClosedTimeline,
  },
  (state) => {
    render(pageView(state, combobox, controller), root);
    if (state.district && state.map.status === 'waiting') void connectMap(store, controller);
  },
);
const controller = new Controller(store);
const combobox = new Combobox(
  () => store.schedule(),
  (hit) => controller.chooseHit(hit),
  () => store.state.lang,
);

// Paper has no closed details. Opened for print, closed again after it.
const opened = new Set<HTMLDetailsElement>();
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.plan-more:not([open])')) {
    details.open = true;
    opened.add(details);
  }
});
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false;
  opened.clear();
});

document.documentElement.lang = store.state.lang;
controller.applyTheme(themeChoice);
onSystemThemeChange(() => controller.applyTheme(store.state.themeChoice));
root.replaceChildren();
store.schedule();
void controller.start();
