// What @testcontainers/toxiproxy asks of Testcontainers, without a container: SURGELINE_CONTROL says where the program listens that
// would be in one, and a port of the container is a port of this machine.
"use strict";

const control = 8474;
const here = () => process.env.SURGELINE_CONTROL;
const mapped = (port) => (port === control ? Number(here().split(":").pop()) : port);

exports.Wait = {
  forHttp: (path, port) => async () => {
    const heard = await fetch(`http://127.0.0.1:${mapped(port)}${path}`);
    if (heard.status !== 200) throw new Error(`${path} says ${heard.status}`);
  },
};

exports.GenericContainer = class {
  constructor(image) {
    this.image = image;
  }
  withExposedPorts(...ports) {
    this.ports = ports;
    return this;
  }
  withWaitStrategy(wait) {
    this.wait = wait;
    return this;
  }
  withStartupTimeout() {
    return this;
  }
  async start() {
    await this.wait();
    return { getHost: () => "127.0.0.1", getMappedPort: mapped };
  }
};

exports.AbstractStartedContainer = class {
  constructor(started) {
    this.started = started;
  }
  getHost() {
    return this.started.getHost();
  }
  getMappedPort(port) {
    return this.started.getMappedPort(port);
  }
};
