// asker.mjs, a worker of bombs.mjs: asks the planning route from several connections until it is told to stop; answers with the
// latencies in ms.
import { parentPort, workerData } from 'node:worker_threads';
import { Client, query } from './harness.mjs';

const { url, places, connections, think_ms: think } = workerData;
const client = new Client(url, connections);
const times = [];
let isOver = false;
parentPort.once('message', () => { isOver = true; });
await Promise.all(Array.from({ length: connections }, async (_, connection) => {
  for (let i = connection; !isOver; i += connections) {
    const begin = performance.now();
    const answer = await client.ask('GET', `/api/v1/planning?${query(places[i % places.length])}`);
    times.push(performance.now() - begin);
    if (answer.status !== 200 && answer.status !== 404) throw new Error(`planning answered ${answer.status}`);
    await new Promise((done) => { setTimeout(done, think); });
  }
}));
client.close();
parentPort.postMessage(times);
