#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace surgeline {

/// A certificate and its key, in PEM.
struct certified {
  std::string certificate, key;
};

/// A certificate authority that lives as long as a test.
class test_authority {
 public:
  explicit test_authority(const std::string& name = "test authority")
      : key_(EVP_EC_gen("P-256"), &EVP_PKEY_free) {
    self_ = made_for(name, key_.get());
    add(self_.get(), NID_basic_constraints, "critical,CA:TRUE");
    X509_set_issuer_name(self_.get(), X509_get_subject_name(self_.get()));
    X509_sign(self_.get(), key_.get(), EVP_sha256());
  }

  /// What those who trust it are given.
  std::string certificate() const { return pem_of(self_.get()); }

  /// `others` are its other names, as OpenSSL writes them: `DNS:localhost,IP:127.0.0.1`.
  certified issue(const std::string& name, const std::string& others = {}, long days = 1) const {
    const key_pointer key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const auto made = made_for(name, key.get(), days);
    if (!others.empty()) add(made.get(), NID_subject_alt_name, others.c_str());
    X509_set_issuer_name(made.get(), X509_get_subject_name(self_.get()));
    X509_sign(made.get(), key_.get(), EVP_sha256());
    return {pem_of(made.get()), pem_of_key(key.get())};
  }
  /// One for whoever is on this machine.
  certified for_this_machine(const std::string& name = "localhost") const {
    return issue(name, "DNS:localhost,IP:127.0.0.1");
  }

 private:
  using key_pointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
  using certificate_pointer = std::unique_ptr<X509, decltype(&X509_free)>;

  static certificate_pointer made_for(const std::string& name, EVP_PKEY* key, long days = 1) {
    certificate_pointer made(X509_new(), &X509_free);
    X509_set_version(made.get(), X509_VERSION_3);
    static long serial = 0;
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
    constexpr long day = 24L * 60 * 60;
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -2 * day);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), days * day);
    X509_set_pubkey(made.get(), key);
    if (!name.empty()) {
      X509_NAME_add_entry_by_NID(
          X509_get_subject_name(made.get()),
          NID_commonName,
          MBSTRING_UTF8,
          reinterpret_cast<const unsigned char*>(name.c_str()),
          -1,
          -1,
          0
      );
    }
    return made;
  }
  static void add(X509* to, int extension, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, nullptr, nullptr, nullptr, nullptr, 0);
    X509_EXTENSION* const made = X509V3_EXT_conf_nid(nullptr, &context, extension, value);
    X509_add_ext(to, made, -1);
    X509_EXTENSION_free(made);
  }
  static std::string text_of(BIO* from) {
    char* data = nullptr;
    const long size = BIO_ctrl(from, BIO_CTRL_INFO, 0, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(from);
    return text;
  }
  static std::string pem_of(X509* certificate) {
    BIO* const into = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(into, certificate);
    return text_of(into);
  }
  static std::string pem_of_key(EVP_PKEY* key) {
    BIO* const into = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(into, key, nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(into);
  }

  key_pointer key_;
  certificate_pointer self_{nullptr, &X509_free};
};

}  // namespace surgeline
