// socket.mjs BODY BASE: what a WebSocket sees, a line for each message. BODY is a file of 32 MiB.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { WebSocket } from "ws";

const [file, base] = process.argv.slice(2);
const bytes = readFileSync(file);

for (const perMessageDeflate of [false, true]) {
  const socket = new WebSocket(base.replace("http", "ws") + "/socket?a=b", ["first", "second"], { perMessageDeflate });
  const hello = once(socket, "message");
  const [upgraded] = await once(socket, "upgrade");
  // The accept key answers a random one.
  console.log("upgraded |", upgraded.statusCode, JSON.stringify(upgraded.rawHeaders).replace(/"date","[^"]*"|"[^"]{27}="/gi, ""));
  console.log("hello |", (await hello)[0].toString(), socket.protocol, socket.extensions);

  for (const size of [0, 1, 125, 126, 4096, 65535, 65536, 1 << 20, 16 << 20]) {
    const back = once(socket, "message");
    socket.send(bytes.subarray(0, size));
    const [data, isBinary] = await back;
    console.log("echo |", size, data.length, isBinary, createHash("sha256").update(data).digest("hex"));
  }
  // Many that overlap, in their order.
  const heard = createHash("sha256");
  let count = 0;
  const done = new Promise((resolve) => {
    socket.on("message", (data) => {
      heard.update(data);
      if (++count === 500) resolve();
    });
  });
  for (let i = 0; i < 500; ++i) socket.send(`${i}`.repeat(i));
  await done;
  console.log("many |", count, heard.digest("hex"));

  const pong = once(socket, "pong");
  socket.ping("are you there");
  console.log("pong |", (await pong)[0].toString());
  socket.close(4321, "enough");
  const [code, reason] = await once(socket, "close");
  console.log("closed |", code, reason.toString());
}
