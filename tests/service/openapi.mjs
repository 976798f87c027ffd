// server/api/openapi.yaml, compiled: holds an answer against what the contract says of its route, method and status.
import { readFileSync } from 'node:fs';
import { fromWeb } from './harness.mjs';

const { parse } = fromWeb('yaml');
const Ajv = fromWeb('ajv/dist/2020').default;

export const contractText = readFileSync(new URL('../../server/api/openapi.yaml', import.meta.url), 'utf8');
export const contract = parse(contractText);

/** Whether a route is there only on a server with a state; account.mjs asks those. */
export const needsState = (methods) => Object.values(methods).some(({ tags, security }) => tags?.some((tag) => ['account', 'oidc', 'desk'].includes(tag)) || security);

export const isDate = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
ajv.addFormat('date', isDate);
ajv.addFormat('date-time', (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addFormat('uri-reference', (text) => { try { new URL(text, 'http://host/'); return !/\s/.test(text); } catch { return false; } });
ajv.addSchema(contract, 'contract');
const pointer = (parts) => `contract#/${parts.map((part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

function responseOf(route, method, status) {
  const parts = ['paths', route, method.toLowerCase(), 'responses', String(status)];
  let response = contract.paths[route][method.toLowerCase()].responses[String(status)];
  if (response?.$ref) {
    parts.splice(0, parts.length, ...response.$ref.slice(2).split('/'));
    response = parts.reduce((at, part) => at[part], contract);
  }
  return { response, parts };
}

/** What in an answer departs from the contract; empty when nothing does. */
export function departures(route, method, answer) {
  const { response, parts } = responseOf(route, method, answer.status);
  if (!response) return `status ${answer.status} is not documented (${answer.text.slice(0, 120)})`;
  if ([204, 303, 304].includes(answer.status)) return answer.bytes.length === 0 ? '' : 'has a body';
  const type = (answer.headers['content-type'] ?? '').split(';')[0];
  const media = response.content?.[type];
  if (!media) return `content type ${type} is not documented for ${answer.status}`;
  for (const name of Object.keys(response.headers ?? {})) {
    if (answer.headers[name.toLowerCase()] === undefined) return `header ${name} is missing`;
  }
  if (!type.endsWith('json')) return '';
  if (answer.json === undefined) return 'the body is not JSON';
  if (answer.text !== answer.text.normalize('NFC')) return 'the body is not NFC';
  const validate = ajv.getSchema(pointer([...parts, 'content', type, 'schema']));
  if (validate(answer.json)) return '';
  const words = validate.errors.map(({ instancePath, message, params }) => [instancePath, message, params.additionalProperty ?? params.unevaluatedProperty].filter(Boolean).join(' '));
  return words.join('; ').slice(0, 400);
}
