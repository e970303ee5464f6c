# The server with its jobs. Data live in /data; nothing else is written but /tmp.
FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
# Of the fonts only the files reports are set in: the packages hold every weight, 260 MB.
COPY scripts/trim-packages.ts scripts/
COPY jobs/reports/print jobs/reports/print
RUN node --import tsx scripts/trim-packages.ts node_modules

FROM node:20-bookworm-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY . .
# The pages are bundled once, here; the server finds the bundle to be of these very sources.
RUN node --import tsx --eval "await (await import('./bundle.ts')).bundleCockpit(console.log)" --input-type=module \
  && mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production COCKPIT_HOME=/data HOST=0.0.0.0 PORT=8080 TZ=Asia/Shanghai
VOLUME /data
EXPOSE 8080
# Up, not ready. The first start of a new home makes the sample city before it listens: minutes on a slow machine.
HEALTHCHECK --interval=30s --timeout=5s --start-period=600s \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: the server itself has to hear SIGTERM. Give it time: docker run --stop-timeout 30.
CMD ["node", "bin/start.mjs"]
