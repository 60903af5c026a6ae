# syntax=docker/dockerfile:1
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre
RUN mkdir -p /var/lib/hubbub && chown 10001:10001 /var/lib/hubbub
COPY --from=build /src/target/hubbub.jar /opt/hubbub/hubbub.jar
COPY conf/production.json /etc/hubbub/hubbub.json
# An archive of the classes that a start loads halves the time it takes.
RUN java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=/opt/hubbub/hubbub.jsa -jar /opt/hubbub/hubbub.jar --rehearse \
      --profile dev --http.port 0 --drain.seconds 0 --data.dir /tmp/rehearsal && rm -rf /tmp/rehearsal
USER 10001:10001
WORKDIR /var/lib/hubbub
ENV HUBBUB_DATA_DIR=/var/lib/hubbub
VOLUME /var/lib/hubbub
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=40s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${HUBBUB_HTTP_PORT:-${PORT:-8080}} && printf 'GET /livez HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=70", \
  "-XX:SharedArchiveFile=/opt/hubbub/hubbub.jsa", "-Xlog:cds*=off", "-jar", "/opt/hubbub/hubbub.jar"]
CMD ["-conf", "/etc/hubbub/hubbub.json"]
