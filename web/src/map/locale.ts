import type { Locale } from '../i18n/locale';

export function mapLocale({ t }: Locale): Record<string, string> {
  return {
    'AttributionControl.ToggleAttribution': t('maplibre.attribution'),
    'Map.Title': t('maplibre.map'),
    'NavigationControl.ZoomIn': t('maplibre.zoom_in'),
    'NavigationControl.ZoomOut': t('maplibre.zoom_out'),
    'ScaleControl.Meters': 'm',
    'ScaleControl.Kilometers': 'km',
    'CooperativeGesturesHandler.WindowsHelpText': t('maplibre.gesture_ctrl'),
    'CooperativeGesturesHandler.MacHelpText': t('maplibre.gesture_mac'),
    'CooperativeGesturesHandler.MobileHelpText': t('maplibre.gesture_touch'),
  };
}

/** The library takes its words once, when the map is made; a change of language is ours to carry out. */
export function labelControls(container: HTMLElement, { t }: Locale): void {
  const label = (selector: string, text: string): void => {
    for (const element of container.querySelectorAll(selector)) {
      element.setAttribute('aria-label', text);
      if (element.tagName !== 'CANVAS') element.setAttribute('title', text);
    }
  };
  label('canvas', t('maplibre.map'));
  label('.maplibregl-ctrl-zoom-in', t('maplibre.zoom_in'));
  label('.maplibregl-ctrl-zoom-out', t('maplibre.zoom_out'));
  label('.maplibregl-ctrl-attrib-button', t('maplibre.attribution'));
}
