// client BODY BASE: what Go's net/http sees, a line for each exchange. BODY is a file of 32 MiB.
package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

var base string
var client = &http.Client{
	Timeout:   60 * time.Second,
	Transport: &http.Transport{ExpectContinueTimeout: 30 * time.Second},
}

// A reader whose length nobody knows: its bytes go in chunks.
type stream struct{ io.Reader }

func ask(method, url, name string, body io.Reader, expects bool) {
	request, err := http.NewRequest(method, base+url, body)
	must(err)
	if expects {
		request.Header.Set("Expect", "100-continue")
	}
	got, err := client.Do(request)
	must(err)
	content, err := io.ReadAll(got.Body)
	must(err)
	got.Body.Close()
	got.Header.Del("Date")
	fmt.Printf("%s %s %s | %s %s %v %v %v %d %d %x\n", method, url, name, got.Proto, got.Status, got.Header, got.Trailer,
		got.TransferEncoding, got.ContentLength, len(content), sha256.Sum256(content))
	if url == "/echo" {
		fmt.Printf("%s\n", content)
	}
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	body, err := os.ReadFile(os.Args[1])
	must(err)
	base = os.Args[2]
	for _, size := range []int{0, 1, 4096, 1 << 20, 32 << 20} {
		ask("GET", fmt.Sprintf("/bytes/%d", size), "", nil, false)
		ask("GET", fmt.Sprintf("/chunked/%d", size), "", nil, false)
		ask("POST", "/echo", fmt.Sprint(size), bytes.NewReader(body[:size]), false)
		ask("POST", "/echo", fmt.Sprint(size, " in chunks"), stream{bytes.NewReader(body[:size])}, false)
		ask("POST", "/echo", fmt.Sprint(size, " when told to continue"), bytes.NewReader(body[:size]), true)
	}
	ask("POST", "/refuse", "without leave", bytes.NewReader(body[:1<<20]), true)
	ask("HEAD", "/bytes/1048576", "", nil, false)
	for _, url := range []string{"/until-close/1048576", "/gzip/4096", "/redirect", "/fields", "/hints", "/status/204",
		"/status/304", "/status/404", "/status/500"} {
		ask("GET", url, "", nil, false)
	}
}
